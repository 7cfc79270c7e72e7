package writeback.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.relay.Practice.AGENT;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.PollAnswer;
import writeback.relay.protocol.message.PollRequest;
import writeback.relay.protocol.message.Problem;

/** The line to a bot that behaves badly. */
@Timeout(60)
class PollLoopTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger welcomed = new AtomicInteger();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final PollWait wait = new PollWait(Duration.ofSeconds(50), Duration.ofSeconds(10));
    private HttpServer bot;
    private PollLoop loop;

    @BeforeEach
    void start() throws IOException {
        bot = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        bot.setExecutor(Executors.newCachedThreadPool());
        bot.start();
        loop = new PollLoop(link(), new Work(), backoff(), wait, welcomed::incrementAndGet);
    }

    @AfterEach
    void stop() {
        bot.stop(0);
    }

    @Test
    void troubleIsTriedAgainAndWorkIsTaken() {
        bot.createContext("/relay/v1/poll", exchange -> {
            switch (asked.incrementAndGet()) {
                case 1 -> answer(exchange, 503, "<html>starting</html>");
                case 2 -> answer(exchange, 200, "not json");
                case 3 -> exchange.close();
                case 4 -> answer(exchange, 401, ProtocolJson.write(new Problem("expired", "clock")));
                case 5 -> answer(exchange, 403, "<html>a proxy's page: unknown-key</html>");
                case 6 -> answer(exchange, 200, "x".repeat(5 * 1024 * 1024));
                case 7 -> answer(exchange, 200, ProtocolJson.write(new PollAnswer(List.of(), null)));
                default -> answer(exchange, 200, ProtocolJson.write(new PollAnswer(List.of("a", "b"), null)));
            }
        });

        assertThat(loop.run()).isEmpty();

        assertThat(taken).startsWith("a", "b");
        assertThat(welcomed).hasValue(1);
    }

    @Test
    void aBotThatDoesNotWantUsEndsIt() {
        bot.createContext("/relay/v1/poll", exchange -> {
            asked.incrementAndGet();
            answer(exchange, 401, ProtocolJson.write(new Problem("unknown-key", "key x")));
        });

        assertThat(loop.run()).contains("unknown-key");

        assertThat(asked).hasValue(1);
        assertThat(welcomed).hasValue(0);
    }

    @Test
    void answersThatCostNothingDoNotMakeABusyLoop() throws Exception {
        CountDownLatch five = new CountDownLatch(5);
        bot.createContext("/relay/v1/poll", exchange -> {
            asked.incrementAndGet();
            five.countDown();
            answer(exchange, 200, ProtocolJson.write(new PollAnswer(List.of(), null)));
        });
        Backoff slow = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), RandomGenerator.getDefault());
        loop = new PollLoop(link(), new Work(), slow, wait, welcomed::incrementAndGet);
        long start = System.nanoTime();
        Thread thread = new Thread(loop::run);
        thread.start();

        assertThat(five.await(30, TimeUnit.SECONDS)).isTrue();
        // the first is the welcome, then pauses of at least 100, 200 and 400 ms
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(600));
        loop.stop();
        thread.interrupt();
        thread.join(30_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void aBotThatNeverAnswersIsLeftWhenTold() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        bot.createContext("/relay/v1/poll", exchange -> {
            reached.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Thread thread = new Thread(loop::run);
        thread.start();
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();

        loop.stop();
        thread.interrupt();
        thread.join(30_000);

        assertThat(thread.isAlive()).isFalse();
        never.countDown();
    }

    @Test
    void aReplyThatTheBotRefusesIsNotSentAgainAndAnErrorIs() throws Exception {
        bot.createContext("/relay/v1/replies", exchange -> {
            switch (asked.incrementAndGet()) {
                case 1 -> answer(exchange, 502, "");
                case 2 -> answer(exchange, 400, ProtocolJson.write(new Problem("unreadable", "x")));
                default -> answer(exchange, 200, "{}");
            }
        });

        assertThat(link().reply("x")).isInstanceOf(Exchange.TryAgain.class);
        assertThat(link().reply("x")).isInstanceOf(Exchange.NeverAgain.class);
        assertThat(link().reply("x")).isInstanceOf(Exchange.Answered.class);
    }

    @Test
    void theBotSaysHowLongToWait() throws Exception {
        bot.createContext("/relay/v1/replies", exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "7");
            answer(exchange, 429, "");
        });

        assertThat(link().reply("x"))
                .isInstanceOfSatisfying(Exchange.TryAgain.class, again -> assertThat(again.notBefore())
                        .isEqualTo(Duration.ofSeconds(7)));
    }

    @Test
    void aBotThatIsNotThereIsNamed() throws Exception {
        BotLink link = link();
        bot.stop(0);

        assertThat(link.reply("x")).isInstanceOfSatisfying(Exchange.TryAgain.class, again -> assertThat(again.reason())
                .contains("cannot connect to 127.0.0.1:"));
    }

    @Test
    void pausesGrowWithJitterUpToALimit() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), RandomGenerator.getDefault());
        for (long step : new long[] {1, 2, 4, 8, 16, 30, 30, 30}) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(step * 500), Duration.ofSeconds(step));
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    private BotLink link() throws IOException {
        URI url = URI.create("http://127.0.0.1:" + bot.getAddress().getPort() + "/");
        return new BotLink(BotHttp.of(LineSettings.usual()), url, "agent-1", () -> AGENT, Clock.systemUTC());
    }

    private static Backoff backoff() {
        return new Backoff(Duration.ofMillis(4), Duration.ofMillis(40), RandomGenerator.getDefault());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private final class Work implements PollLoop.Work {

        @Override
        public PollRequest nextRequest(boolean first) {
            return new PollRequest(
                    "life", "1", List.of("directory"), List.of(), first ? 0 : 5, 4, null, null, null, null);
        }

        @Override
        public void take(String envelope) {
            taken.add(envelope);
            loop.stop();
        }
    }
}
