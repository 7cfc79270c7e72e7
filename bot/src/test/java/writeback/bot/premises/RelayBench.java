package writeback.bot.premises;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.Reply;
import writeback.relay.protocol.message.ReplyEnvelope;
import writeback.relay.protocol.message.SigningKey;

/** Measures the relay's line, and says where its time goes: {@code script/bench relay}. */
final class RelayBench {

    private static final int WARM_UP = 5000;
    private static final int ROUNDS = 3;
    private static final int A_ROUND = 300;
    private static final int SIZE = 1024;

    private final OperatingSystemMXBean own = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final RelayBenchGround ground;

    private RelayBench(RelayBenchGround ground) {
        this.ground = ground;
    }

    /**
     * @param args a folder with {@code bot.p12}, the bot's key with the password changeit, and its certificate
     *     {@code bot.pem}; {@code line} to leave out what needs many agents
     */
    public static void main(String[] args) throws Exception {
        try (RelayBenchGround ground = new RelayBenchGround(Path.of(args[0]))) {
            RelayBench bench = new RelayBench(ground);
            bench.run();
            if (args.length == 1) {
                bench.waiting();
                bench.restart();
            }
        }
        // the agents poll for as long as this process lives
        System.exit(0);
    }

    private void run() throws Exception {
        ground.startBot();
        say("Java %s", Runtime.version());
        PracticeAgent.Doing doing = new PracticeAgent.Doing();
        // not the time of day, but the clock that the bench's two processes share
        doing.look = () -> new Outcome.Done(ProtocolJson.write(
                DirectoryFacts.allUnseen(Instant.EPOCH.plusNanos(System.nanoTime()), Cause.DENIED, "x")));
        ground.startAgent(doing);
        line();
        costs();
    }

    /** The round trip against a plain one, in turns. */
    private void line() throws Exception {
        Callable<Object> plain = () -> ground.post("plain", "x".repeat(SIZE));
        Figures cold = Figures.of(looks(A_ROUND, 1), Hops::whole);
        looks(WARM_UP, 1);
        Figures.times(WARM_UP, plain);
        List<Long> bare = new ArrayList<>();
        List<Hops> relay = new ArrayList<>();
        double four = 0;
        long[] spent = new long[4];
        for (int i = 0; i < ROUNDS; i++) {
            bare.addAll(Figures.times(A_ROUND, plain));
            long[] before = spent();
            relay.addAll(looks(A_ROUND, 1));
            long[] after = spent();
            Arrays.setAll(spent, part -> spent[part] + after[part] - before[part]);
            long start = System.nanoTime();
            looks(A_ROUND, 4);
            four = Math.max(four, A_ROUND * 1e9 / (System.nanoTime() - start));
        }
        Figures bareTimes = Figures.of(bare);
        Figures relayTimes = Figures.of(relay, Hops::whole);
        say("%n%-60s %8s %8s %8s", "round trip, ms", "p50", "p99", "a second");
        rated("plain HTTPS, 1 KB there and back, kept connection", bareTimes);
        rated("a reading command: outbox, poll, guard, reply", relayTimes);
        rated("the same, the first of both processes, hardly compiled", cold);
        say("%-60s %8s %8s %8.0f", "the same, four at a time (best of three)", "", "", four);
        say("%-60s %8.1f", "ratio at p50 (aim: 3)", relayTimes.millis(0.5) / bareTimes.millis(0.5));
        say("%n%-60s %8s %8s", "where the time of that command goes, ms", "p50", "p99");
        hop(
                "bot: is a relay there, and the row in the outbox, committed",
                relay,
                hops -> hops.ordered() - hops.asked());
        hop("bot: wake the poll, number the row, committed, and sign", relay, hops -> hops.handed() - hops.ordered());
        hop("HTTPS; agent: verify, guard", relay, hops -> hops.read() - hops.handed());
        hop("agent: sign the reply and a token; HTTPS", relay, hops -> hops.replied() - hops.read());
        hop("bot: verify both, the answer, committed, wake who waits", relay, hops -> hops.answered() - hops.replied());
        double number = relay.size();
        say("%-60s %8.2f", "CPU of one round trip, with the agent's next poll, ms: bot", spent[0] / number / 1e6);
        say("%-60s %8.2f", "  agent", spent[3] / number / 1e6);
        say("%-60s %8.1f", "statements to the database", spent[1] / number);
        say("%-60s %8.1f", "commits", spent[2] / number);
    }

    /** CPU time of the bot in nanoseconds, statements, commits, CPU time of this process; since the start. */
    private long[] spent() throws Exception {
        long[] bot = ground.numbers("spent");
        return new long[] {bot[0], bot[1], bot[2], own.getProcessCpuTime()};
    }

    /** What one of each costs by itself. */
    private void costs() throws Exception {
        SigningKey key = SigningKey.generate();
        Reply reply =
                new Reply("id", 1, Clock.systemUTC().instant(), "1", new Outcome.Done("{\"a\":\"" + "x".repeat(SIZE)));
        Callable<String> sign = () -> ReplyEnvelope.seal(reply, "agent", "tenant", "main", null, key);
        String sealed = sign.call();
        Callable<Object> verify = () -> ReplyEnvelope.open(sealed, "agent", key.verifyingKey());
        Figures.times(WARM_UP, sign);
        Figures.times(WARM_UP, verify);
        say("%n%-60s %8s %8s", "cost of one, ms", "p50", "p99");
        row("sign a reply of 1 KB (ES256); three in a round trip", Figures.of(Figures.times(A_ROUND, sign)));
        row("verify it; three in a round trip", Figures.of(Figures.times(A_ROUND, verify)));
        try (FileChannel file =
                FileChannel.open(ground.file("fsync"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            Callable<Object> journal = () -> {
                file.write(ByteBuffer.allocate(400), file.size());
                file.force(false);
                return file;
            };
            row(
                    "write a journal line of 400 B and fsync; none for a look",
                    Figures.of(Figures.times(A_ROUND, journal)));
        }
        List<Long> commits = new ArrayList<>();
        for (long each : ground.numbers("commits?n=" + A_ROUND)) {
            commits.add(each);
        }
        row("commit a row of 400 B in the bot's database (H2 file)", Figures.of(commits));
    }

    private void waiting() throws Exception {
        say("%n%-16s %10s %10s %8s %12s %12s", "agents waiting", "heap MB", "RSS MB", "threads", "CPU %", "p50 ms");
        for (int agents : List.of(1, 10, 100, RelayBenchGround.AGENTS)) {
            ground.waitingAgents(agents);
            long[] before = ground.numbers("state");
            Thread.sleep(RelayBenchGround.POLL.toMillis());
            long[] after = ground.numbers("state");
            double cpu = 100.0 * (after[3] - before[3]) / RelayBenchGround.POLL.toNanos();
            say(
                    "%-16d %10.1f %10.1f %8d %12.2f %12.2f",
                    agents,
                    after[0] / 1e6,
                    after[1] / 1e6,
                    after[2],
                    cpu,
                    Figures.of(looks(A_ROUND, 1), Hops::whole).millis(0.5));
        }
    }

    private void restart() throws Exception {
        long killed = System.nanoTime();
        ground.killBot();
        ground.startBot();
        long up = System.nanoTime();
        ground.until(RelayBenchGround.AGENTS);
        long back = System.nanoTime();
        say(
                "%nbot killed with %d agents waiting: it answers again after %.1f s, all are back %.1f s later",
                RelayBenchGround.AGENTS, (up - killed) / 1e9, (back - up) / 1e9);
    }

    private List<Hops> looks(int number, int side) throws Exception {
        return ground.get("looks?n=" + number + "&side=" + side)
                .lines()
                .map(Hops::of)
                .toList();
    }

    private static void hop(String what, List<Hops> hops, ToLongFunction<Hops> part) {
        row("  " + what, Figures.of(hops, part));
    }

    private static void rated(String what, Figures figures) {
        say("%-60s %8.2f %8.2f %8.0f", what, figures.millis(0.5), figures.millis(0.99), figures.aSecond());
    }

    private static void row(String what, Figures figures) {
        say("%-60s %8.2f %8.2f", what, figures.millis(0.5), figures.millis(0.99));
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(format, values));
    }
}
