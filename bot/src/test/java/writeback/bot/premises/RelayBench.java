package writeback.bot.premises;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PollRequest;
import writeback.relay.protocol.message.Reply;
import writeback.relay.protocol.message.ReplyEnvelope;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.transport.Backoff;
import writeback.relay.transport.BotHttp;
import writeback.relay.transport.BotLink;
import writeback.relay.transport.LineSettings;
import writeback.relay.transport.PollLoop;
import writeback.relay.transport.PollWait;
import writeback.relay.transport.ProxyChoice;

/**
 * Measures the relay's line: {@code script/bench relay}. This process holds the agents and the plain client, the bot is a
 * process of its own, TLS is between them. One agent is the real one and answers looks; the others poll as it does, by its
 * own loop and keys, and are given nothing.
 */
final class RelayBench {

    private static final int AGENTS = 1000;
    private static final int WARM_UP = 1000;
    private static final int ROUNDS = 3;
    private static final int A_ROUND = 300;
    private static final Duration POLL = Duration.ofSeconds(50);
    private static final int SIZE = 1024;

    private final Path folder;
    private final int port;
    private final SigningKey commandKey = SigningKey.generate();
    private final List<SigningKey> agentKeys =
            Stream.generate(SigningKey::generate).limit(AGENTS).toList();
    private final LineSettings line;
    private final HttpClient http;
    private Process bot;

    private RelayBench(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        try (ServerSocket socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
        Files.writeString(folder.resolve("command.jwk"), commandKey.toPrivateJwk());
        Files.writeString(folder.resolve("bot.yaml"), configuration());
        this.line = new LineSettings(folder.resolve("bot.pem"), new ProxyChoice.None(), null);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trusting(folder.resolve("bot.pem")))
                .build();
    }

    /** @param args a folder with {@code bot.p12}, the bot's key with the password changeit, and its certificate {@code bot.pem} */
    public static void main(String[] args) throws Exception {
        RelayBench bench = new RelayBench(Path.of(args[0]));
        try {
            bench.run();
        } finally {
            bench.bot.destroyForcibly().waitFor();
        }
        // the agents poll for as long as this process lives
        System.exit(0);
    }

    private void run() throws Exception {
        startBot();
        costs();
        PracticeAgent.start(
                url(), line, commandKey.verifyingKey(), agentKeys.get(0), folder, new PracticeAgent.Doing());
        until(1);
        lookingAgainstPlain();
        say("%n%-16s %10s %10s %8s %12s %12s", "agents waiting", "heap MB", "RSS MB", "threads", "CPU %", "p50 ms");
        int waiting = 1;
        BotHttp shared = BotHttp.of(line);
        for (int agents : List.of(1, 10, 100, AGENTS)) {
            for (; waiting < agents; waiting++) {
                waits(shared, waiting);
            }
            until(agents);
            long[] before = numbers("state");
            Thread.sleep(POLL.toMillis());
            long[] after = numbers("state");
            double cpu = 100.0 * (after[3] - before[3]) / POLL.toNanos();
            say(
                    "%-16d %10.1f %10.1f %8d %12.2f %12.2f",
                    agents, after[0] / 1e6, after[1] / 1e6, after[2], cpu, millis(looks(A_ROUND, 1), 0.5));
        }
        restart();
    }

    /** What one of each costs by itself. */
    private void costs() throws Exception {
        SigningKey key = agentKeys.get(0);
        Reply reply =
                new Reply("id", 1, Clock.systemUTC().instant(), "1", new Outcome.Done("{\"a\":\"" + "x".repeat(SIZE)));
        Callable<String> sign = () -> ReplyEnvelope.seal(reply, "agent", "tenant", "main", null, key);
        String sealed = sign.call();
        Callable<Object> verify = () -> ReplyEnvelope.open(sealed, "agent", key.verifyingKey());
        each(sign, WARM_UP);
        each(verify, WARM_UP);
        say("%-52s %8s %8s", "cost, ms", "p50", "p99");
        row("sign a reply of 1 KB (ES256)", each(sign, A_ROUND));
        row("verify it", each(verify, A_ROUND));
        try (FileChannel file =
                FileChannel.open(folder.resolve("fsync"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            row(
                    "write a journal line of 400 B and fsync",
                    each(
                            () -> {
                                file.write(ByteBuffer.allocate(400), file.size());
                                file.force(false);
                                return file;
                            },
                            A_ROUND));
        }
        row("commit a row of 400 B in the bot's database (H2 file)", numbers("commits?n=" + A_ROUND));
    }

    private void lookingAgainstPlain() throws Exception {
        looks(WARM_UP, 1);
        Callable<Object> plain = () -> send(HttpRequest.newBuilder(at("plain"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("x".repeat(SIZE))));
        each(plain, WARM_UP);
        List<Long> relay = new ArrayList<>();
        List<Long> bare = new ArrayList<>();

        double relayRate = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Arrays.stream(each(plain, A_ROUND)).forEach(bare::add);
            Arrays.stream(looks(A_ROUND, 1)).forEach(relay::add);
            long[] four = numbers("looks?side=4&n=" + A_ROUND);
            relayRate = Math.max(relayRate, A_ROUND * 1e9 / four[0]);
        }
        long[] bareTimes = bare.stream().mapToLong(Long::longValue).toArray();
        long[] relayTimes = relay.stream().mapToLong(Long::longValue).toArray();
        double plainRate = 1000 / mean(bareTimes);
        say("%n%-52s %8s %8s %8s", "round trip, ms", "p50", "p99", "a second");
        say(
                "%-52s %8.2f %8.2f %8.0f",
                "plain HTTPS, 1 KB there and back, kept connection",
                millis(bareTimes, 0.5),
                millis(bareTimes, 0.99),
                plainRate);
        say(
                "%-52s %8.2f %8.2f %8.0f",
                "a reading command: outbox, poll, guard, reply",
                millis(relayTimes, 0.5),
                millis(relayTimes, 0.99),
                1000 / mean(relayTimes));
        say("%-52s %8s %8s %8.0f", "the same, four at a time (best of three)", "", "", relayRate);
        say("%-52s %8.1f", "ratio at p50 (aim: 3)", millis(relayTimes, 0.5) / millis(bareTimes, 0.5));
    }

    private void restart() throws Exception {
        bot.destroyForcibly().waitFor();
        long killed = System.nanoTime();
        startBot();
        long up = System.nanoTime();
        until(AGENTS);
        long back = System.nanoTime();
        say(
                "%nbot killed with %d agents waiting: it answers again after %.1f s, all are back %.1f s later",
                AGENTS, (up - killed) / 1e9, (back - up) / 1e9);
    }

    /** Polls as the agent does and has no operations. */
    private void waits(BotHttp shared, int number) {
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

    private void startBot() throws Exception {
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

    /** Waits until that many agents have polled since the bot's start. */
    private void until(int agents) throws Exception {
        while (numbers("back")[0] < agents) {
            Thread.sleep(100);
        }
    }

    private long[] looks(int number, int side) throws Exception {
        long[] all = numbers("looks?n=" + number + "&side=" + side);
        return Arrays.copyOfRange(all, 1, all.length);
    }

    private long[] numbers(String what) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(at(what)))
                .lines()
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.request().uri() + " was answered with " + response.statusCode()
                    + "; see " + folder.resolve("bot.log"));
        }
        return response.body();
    }

    private static long[] each(Callable<?> what, int times) throws Exception {
        long[] took = new long[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            what.call();
            took[i] = System.nanoTime() - start;
        }
        return took;
    }

    private static double millis(long[] nanos, double quantile) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] / 1e6;
    }

    private static double mean(long[] nanos) {
        return Arrays.stream(nanos).average().orElseThrow() / 1e6;
    }

    private static void row(String what, long[] nanos) {
        say("%-52s %8.2f %8.2f", what, millis(nanos, 0.5), millis(nanos, 0.99));
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(format, values));
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
