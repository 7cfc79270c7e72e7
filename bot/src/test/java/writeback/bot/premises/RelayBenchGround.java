package writeback.bot.premises;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import writeback.relay.protocol.message.PollRequest;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.transport.Backoff;
import writeback.relay.transport.BotHttp;
import writeback.relay.transport.BotLink;
import writeback.relay.transport.LineSettings;
import writeback.relay.transport.PollLoop;
import writeback.relay.transport.PollWait;
import writeback.relay.transport.ProxyChoice;

/**
 * What {@link RelayBench} measures: the bot as a process of its own, the agents and the plain client in this one, TLS
 * between them. One agent is the real one and answers looks; the others poll as it does, by its own loop and keys, and are
 * given nothing.
 */
final class RelayBenchGround implements AutoCloseable {

    static final int AGENTS = 1000;

    static final Duration POLL = Duration.ofSeconds(50);

    private final Path folder;
    private final int port;
    private final SigningKey commandKey = SigningKey.generate();
    private final List<SigningKey> agentKeys =
            Stream.generate(SigningKey::generate).limit(AGENTS).toList();
    private final LineSettings line;
    private final HttpClient http;
    private final BotHttp shared;
    private int waiting = 1;
    private Process bot;

    RelayBenchGround(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        try (ServerSocket socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
        Files.writeString(folder.resolve("command.jwk"), commandKey.toPrivateJwk());
        Files.writeString(folder.resolve("bot.yaml"), configuration());
        this.line = new LineSettings(folder.resolve("bot.pem"), new ProxyChoice.None(), null);
        this.shared = BotHttp.of(line);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trusting(folder.resolve("bot.pem")))
                .build();
    }

    /** Until it answers. */
    void startBot() throws Exception {
        bot = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RelayBenchBot.class.getName(),
                        "--spring.config.additional-location=file:" + folder.resolve("bot.yaml"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("bot.log").toFile()))
                .start();
        while (true) {
            try {
                numbers("back");
                return;
            } catch (IOException notYet) {
                if (!bot.isAlive()) {
                    throw new IllegalStateException("the bot ended; see " + folder.resolve("bot.log"), notYet);
                }
                Thread.sleep(20);
            }
        }
    }

    void killBot() {
        Processes.end(bot);
    }

    @Override
    public void close() {
        if (bot != null) {
            killBot();
        }
    }

    /** The real agent, until it has polled. */
    void startAgent(PracticeAgent.Doing doing) throws Exception {
        PracticeAgent.start(url(), line, commandKey.verifyingKey(), agentKeys.get(0), folder, doing);
        until(1);
    }

    /** So many agents with the real one, until all have polled. */
    void waitingAgents(int agents) throws Exception {
        for (; waiting < agents; waiting++) {
            waits(waiting);
        }
        until(agents);
    }

    /** Waits until that many agents have polled since the bot's start. */
    void until(int agents) throws Exception {
        while (numbers("back")[0] < agents) {
            Thread.sleep(100);
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    long[] numbers(String what) throws IOException, InterruptedException {
        return get(what).lines().mapToLong(Long::parseLong).toArray();
    }

    String get(String what) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(at(what)));
    }

    String post(String what, String text) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(at(what))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(text)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.request().uri() + " was answered with " + response.statusCode()
                    + "; see " + folder.resolve("bot.log"));
        }
        return response.body();
    }

    /** Polls as the agent does and has no operations. */
    private void waits(int number) {
        BotLink link = new BotLink(shared, url(), id(number), () -> agentKeys.get(number), Clock.systemUTC());
        PollRequest request = new PollRequest(
                UUID.randomUUID().toString(),
                "bench",
                List.of("entraconnect"),
                List.of(),
                (int) POLL.toSeconds(),
                1,
                null,
                Map.of(),
                null,
                null);
        PollLoop.Work none = new PollLoop.Work() {
            @Override
            public PollRequest nextRequest(boolean first) {
                return first ? request.heldAtMost(0) : request;
            }

            @Override
            public void take(String envelope) {
                throw new AssertionError("nobody asked for anything of entraconnect");
            }
        };
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), RandomGenerator.getDefault());
        PollLoop loop = new PollLoop(link, none, backoff, new PollWait(POLL, Duration.ofSeconds(10)), () -> {});
        Thread thread = new Thread(loop::run, id(number));
        thread.setDaemon(true);
        thread.start();
    }

    private URI url() {
        return URI.create("https://127.0.0.1:" + port);
    }

    private URI at(String what) {
        return url().resolve("/bench/" + what);
    }

    private static String id(int number) {
        return number == 0 ? PracticeBot.AGENT : "waits-" + number;
    }

    private String configuration() throws IOException {
        StringBuilder agents = new StringBuilder();
        for (int i = 0; i < AGENTS; i++) {
            Path key = folder.resolve(id(i) + ".public.jwk");
            Files.writeString(key, agentKeys.get(i).verifyingKey().toPublicJwk());
            agents.append("      - {id: %s, public-key-file: '%s', capabilities: [%s]}%n"
                    .formatted(id(i), key, i == 0 ? "directory" : "entraconnect"));
        }
        return """
                server:
                  port: %d
                  address: 127.0.0.1
                  ssl:
                    key-store: %s
                    key-store-password: changeit
                logging.level.root: WARN
                writeback:
                  tenant: {id: %s, name: Contoso}
                  public-url: https://bot.contoso.test/
                  premises:
                    id: main
                    command-key-file: %s
                    agents:
                %s"""
                .formatted(port, folder.resolve("bot.p12"), PracticeBot.TENANT, folder.resolve("command.jwk"), agents);
    }

    private static SSLContext trusting(Path pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            store.setCertificateEntry(
                    "bot", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
