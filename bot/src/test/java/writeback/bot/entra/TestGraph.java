package writeback.bot.entra;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import writeback.bot.identity.Trust;
import writeback.bot.identity.TrustedTls;

/** A Graph over https that answers what the test says, the last answer of a path again and again. */
public final class TestGraph implements AutoCloseable {

    /** What is answered. */
    public record Answer(int status, Map<String, String> headers, String body) {
        public static Answer json(int status, String body) {
            return new Answer(status, Map.of("Content-Type", "application/json"), body);
        }

        /** Graph's error shape. */
        public static Answer error(int status, String code) {
            return json(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"secret text\"}}");
        }
    }

    /** One request as it arrived. */
    public record Asked(String method, URI uri, String authorization, String body) {}

    public static final Answer SILENCE = new Answer(-1, Map.of(), "");
    public static final Answer CLOSED = new Answer(-2, Map.of(), "");

    public final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HeldCertificate root =
            new HeldCertificate.Builder().certificateAuthority(0).build();

    public TestGraph() throws IOException {
        HeldCertificate own = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .signedBy(root)
                .build();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(
                new HandshakeCertificates.Builder().heldCertificate(own).build().sslContext()));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI base() {
        return URI.create("https://localhost:" + server.getAddress().getPort() + "/v1.0");
    }

    public Graph graph(Path folder) throws IOException {
        Path ca = Files.writeString(folder.resolve("ca.pem"), root.certificatePem());
        return new Graph(base(), TrustedTls.of(new Trust(List.of("localhost"), ca)));
    }

    /** For paths (with query, decoded) that contain this; the longest match wins. */
    public void on(String pathContains, Answer... inTurn) {
        answers.put(pathContains, new ArrayDeque<>(List.of(inTurn)));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        URI uri = exchange.getRequestURI();
        asked.add(new Asked(
                exchange.getRequestMethod(),
                uri,
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                body));
        Answer answer = next(uri.getPath() + "?" + uri.getQuery());
        if (answer == SILENCE) {
            await();
        }
        if (answer.status() < 0) {
            exchange.close();
            return;
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().close();
    }

    private Answer next(String path) {
        Deque<Answer> queue = answers.entrySet().stream()
                .filter(entry -> path.contains(entry.getKey()))
                .max(Map.Entry.comparingByKey((a, b) -> Integer.compare(a.length(), b.length())))
                .map(Map.Entry::getValue)
                .orElseGet(() -> new ArrayDeque<>(List.of(Answer.error(404, "Request_ResourceNotFound"))));
        synchronized (queue) {
            return queue.size() > 1 ? queue.remove() : queue.element();
        }
    }

    private void await() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
