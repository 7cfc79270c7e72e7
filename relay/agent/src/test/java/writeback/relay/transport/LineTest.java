package writeback.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.relay.Practice.AGENT;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.directory.SmallDirectory;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.PollAnswer;
import writeback.relay.protocol.message.PollRequest;
import writeback.relay.protocol.message.Problem;

/** The way to the bot: real TLS, a real proxy, certificates on both sides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class LineTest {

    private static final PollRequest POLL =
            new PollRequest("life", "1", List.of("directory"), List.of(), 20, 4, null, null, null, null);

    private final List<String> proxyHeaders = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private Certificates certificates;
    private Path folder;
    private Path trusted;
    private HttpsServer bot;

    @BeforeAll
    void makeCertificates(@TempDir Path made) throws Exception {
        folder = made;
        certificates = new Certificates(made);
        certificates.make("bot", "365");
        certificates.make("authority", "365", "-ext", "bc:c");
        certificates.make("bot-of-yesterday", new Certificates.Issuer("authority"), "5", "-startdate", "-10d");
        certificates.make("agent", "365");
        certificates.make("agent-of-yesterday", "5", "-startdate", "-10d");
        certificates.make("stranger", "365");
        trusted = certificates.pem("bot");
        SmallDirectory.secret(made.resolve("password"), Certificates.PASSWORD);
        SmallDirectory.secret(made.resolve("proxy-password"), "s3cret é\n");
        SmallDirectory.secret(made.resolve("wrong-password"), "other");
    }

    @AfterEach
    void stopBot() {
        bot.stop(0);
        proxyHeaders.clear();
    }

    @AfterAll
    void end() {
        threads.shutdownNow();
        later.shutdownNow();
    }

    @Test
    void aProxyIsGivenItsPasswordAndTheBotNeverSeesIt() throws Exception {
        start("bot", false);
        try (ConnectProxy proxy = new ConnectProxy("relay:s3cret é", Duration.ofMinutes(1))) {
            ProxyChoice.Login login = new ProxyChoice.Login("relay", folder.resolve("proxy-password"));

            assertThat(link(trusted, proxy.named(login), null).poll(POLL)).isInstanceOf(Exchange.Answered.class);
            assertThat(proxy.connected)
                    .containsExactly("127.0.0.1:" + bot.getAddress().getPort());
        }
        assertThat(proxyHeaders).isEmpty();
    }

    @Test
    void aProxyThatIsNotGivenWhatItWantsIsNamedAndTriedAgain() throws Exception {
        start("bot", false);
        try (ConnectProxy proxy = new ConnectProxy("relay:s3cret é", Duration.ofMinutes(1))) {
            ProxyChoice.Login wrong = new ProxyChoice.Login("relay", folder.resolve("wrong-password"));

            assertThat(reason(link(trusted, proxy.named(null), null)))
                    .contains("wants a user and a password")
                    .contains("bot.proxy");
            assertThat(reason(link(trusted, proxy.named(wrong), null)))
                    .contains("does not take the user and the password")
                    .doesNotContain("other");
            assertThat(proxy.connected).isEmpty();
        }
    }

    @Test
    void aProxyThatIsNotThereIsNamed() throws Exception {
        start("bot", false);
        ProxyChoice.Named gone;
        try (ConnectProxy proxy = new ConnectProxy(null, Duration.ofMinutes(1))) {
            gone = proxy.named(null);
        }
        assertThat(reason(link(trusted, gone, null))).contains("cannot connect to the proxy " + gone);
    }

    @Test
    void aBotThatIsNotTheOneIsSaidToBe() throws Exception {
        start("bot", false);
        assertThat(reason(link(certificates.pem("stranger"), new ProxyChoice.None(), null)))
                .contains("is not in stranger.pem (bot.ca-file)");
        assertThat(reason(link(null, new ProxyChoice.None(), null))).contains("bot.ca-file can name it");
    }

    @Test
    void aBotsCertificateThatHasExpiredIsSaidToHave() throws Exception {
        start("bot-of-yesterday", false);
        assertThat(reason(link(certificates.pem("authority"), new ProxyChoice.None(), null)))
                .contains("has expired");
    }

    @Test
    void theCertificateOfTheAgentOpensTheDoor() throws Exception {
        start("bot", true);
        assertThat(link(trusted, new ProxyChoice.None(), "agent").poll(POLL)).isInstanceOf(Exchange.Answered.class);
        try (ConnectProxy proxy = new ConnectProxy(null, Duration.ofMinutes(1))) {
            assertThat(link(trusted, proxy.named(null), "agent").poll(POLL)).isInstanceOf(Exchange.Answered.class);
        }
    }

    @Test
    void withoutAGoodCertificateItStaysShutAndSaysWhy() throws Exception {
        start("bot", true);
        assertThat(reason(link(trusted, new ProxyChoice.None(), null)))
                .contains("wants a certificate of this relay: bot.client-certificate");
        assertThat(reason(link(trusted, new ProxyChoice.None(), "stranger")))
                .contains("does not take this relay's certificate in stranger.p12");
        assertThat(reason(link(trusted, new ProxyChoice.None(), "agent-of-yesterday")))
                .contains("agent-of-yesterday.p12 ended at ");
    }

    @Test
    void aClockThatIsWrongIsSaidToBe() throws Exception {
        bot = server("bot", false);
        bot.createContext(
                "/relay/v1/poll",
                exchange -> answer(exchange, 401, ProtocolJson.write(new Problem("not-yet-issued", "a word"))));
        bot.start();
        Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));

        assertThat(reason(link(trusted, new ProxyChoice.None(), null, ahead)))
                .matches(".*this machine's clock is (59\\d|60\\d) s ahead of the bot's");
    }

    /** Every poll is ended after a second and a half; what is there for the agent still reaches it, and soon. */
    @Test
    void aProxyThatEndsIdleConnectionsCostsNothingButShorterPolls() throws Exception {
        List<Integer> waits = new CopyOnWriteArrayList<>();
        List<Long> taken = new CopyOnWriteArrayList<>();
        bot = server("bot", false);
        bot.createContext("/relay/v1/poll", exchange -> {
            String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            PollRequest request = ProtocolJson.read(text, PollRequest.class);
            waits.add(request.waitSeconds());
            boolean work = waits.size() == 4;
            later.schedule(
                    () -> {
                        try {
                            PollAnswer answer = new PollAnswer(work ? List.of("work") : List.of(), null);
                            answer(exchange, 200, ProtocolJson.write(answer));
                        } catch (IOException e) {
                            // the proxy has cut it
                        }
                    },
                    work ? 300 : request.waitSeconds() * 1000L,
                    TimeUnit.MILLISECONDS);
        });
        bot.start();
        try (ConnectProxy proxy = new ConnectProxy(null, Duration.ofMillis(1500))) {
            PollLoop[] loop = new PollLoop[1];
            PollLoop.Work work = new PollLoop.Work() {
                @Override
                public PollRequest nextRequest(boolean first) {
                    return first ? POLL.heldAtMost(0) : POLL;
                }

                @Override
                public void take(String envelope) {
                    taken.add(System.nanoTime());
                    loop[0].stop();
                }
            };
            // a pause after a failure would be longer than the test
            Backoff never = new Backoff(Duration.ofMinutes(5), Duration.ofMinutes(5), RandomGenerator.getDefault());
            loop[0] = new PollLoop(
                    link(trusted, proxy.named(null), null),
                    work,
                    never,
                    new PollWait(Duration.ofSeconds(50), Duration.ofSeconds(1)),
                    () -> {});
            assertThat(loop[0].run()).isEmpty();
        }
        assertThat(taken).hasSize(1);
        // asked for twenty, ended after one and a half, from then on for less
        assertThat(waits.get(1)).isEqualTo(20);
        assertThat(waits.get(2)).isLessThan(20);
        assertThat(waits).hasSize(4);
    }

    private void start(String shown, boolean mutual) throws Exception {
        bot = server(shown, mutual);
        bot.createContext("/relay/v1/poll", exchange -> {
            proxyHeaders.addAll(exchange.getRequestHeaders().getOrDefault("Proxy-Authorization", List.of()));
            answer(exchange, 200, ProtocolJson.write(new PollAnswer(List.of(), null)));
        });
        bot.start();
    }

    private HttpsServer server(String shown, boolean mutual) throws Exception {
        SSLContext tls = certificates.server(shown, "agent");
        HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = tls.getDefaultSSLParameters();
                wanted.setNeedClientAuth(mutual);
                parameters.setSSLParameters(wanted);
            }
        });
        return server;
    }

    private BotLink link(@Nullable Path caFile, ProxyChoice proxy, @Nullable String certificate) throws IOException {
        return link(caFile, proxy, certificate, Clock.systemUTC());
    }

    private BotLink link(@Nullable Path caFile, ProxyChoice proxy, @Nullable String certificate, Clock clock)
            throws IOException {
        ClientCertificate own = certificate == null
                ? null
                : new ClientCertificate(folder.resolve(certificate + ".p12"), folder.resolve("password"));
        URI url = URI.create("https://127.0.0.1:" + bot.getAddress().getPort());
        return new BotLink(BotHttp.of(new LineSettings(caFile, proxy, own)), url, "agent-1", () -> AGENT, clock);
    }

    private static String reason(BotLink link) throws InterruptedException {
        Exchange<PollAnswer> exchange = link.poll(POLL);
        assertThat(exchange).isInstanceOf(Exchange.TryAgain.class);
        return ((Exchange.TryAgain<PollAnswer>) exchange).reason();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
