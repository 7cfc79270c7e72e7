package writeback.relay.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static writeback.relay.Practice.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.console.ConsoleCommand;
import writeback.relay.console.LogCommand;
import writeback.relay.console.WrittenTerminal;
import writeback.relay.crash.StandInBot.Manner;
import writeback.relay.directory.SmallDirectory;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.message.Reply;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/** Kills a real agent at each point of the journal, and fills its disk: what is asked for happens once or not at all. */
class JournalCrashTest {

    private static final String CONTAINER = "CN=Password Settings Container,CN=System," + SmallDirectory.BASE;
    private static final String PSO = "CN=Strict," + CONTAINER;
    private static final String AGE = "msDS-MinimumPasswordAge";
    private static final String BEFORE = "-864000000000";

    private static final Instant END = Instant.now().plus(Duration.ofHours(1));

    @TempDir
    private Path folder;

    private final AtomicInteger modified = new AtomicInteger();
    private final AtomicInteger searchesHeld = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean holdsSearches;
    private volatile boolean holdsAfterModify;
    private SmallDirectory directory;
    private StandInBot bot;
    private AgentProcess agent;

    @BeforeEach
    void start() throws Exception {
        directory = new SmallDirectory(folder.resolve("dc"));
        directory.add("dn: CN=System," + SmallDirectory.BASE, "objectClass: container");
        directory.add("dn: " + CONTAINER, "objectClass: msDS-PasswordSettingsContainer");
        directory.add("dn: " + PSO, "objectClass: msDS-PasswordSettings", AGE + ": " + BEFORE);
        directory.onModify((request, controls) -> {
            modified.incrementAndGet();
            holdsSearches = holdsAfterModify;
        });
        directory.onSearch(request -> {
            if (holdsSearches) {
                searchesHeld.incrementAndGet();
                hold();
            }
        });
        bot = new StandInBot();
        agent = new AgentProcess(folder.resolve("agent"), directory, folder.resolve("dc/password"), bot, "");
        agent.start();
    }

    @AfterEach
    void stop() throws Exception {
        end.countDown();
        agent.close();
        bot.close();
        directory.close();
    }

    @Test
    void killedAfterReceivedItRunsOnceAfterwards() throws Exception {
        bot.permits(Manner.HANGS);
        bot.hand(setting("c", 1));
        await(() -> lines("RECEIVED") == 1);
        killAndStartAgain();
        assertThat(modified).hasValue(0);

        bot.permits(Manner.ANSWERS);
        assertThat(answerTo(setting("c", 2))).isInstanceOf(Outcome.Done.class);
        assertThat(modified).hasValue(1);
        assertHolds();
    }

    @Test
    void killedAfterStartedItIsNotBegunAgain() throws Exception {
        holdsSearches = true;
        bot.hand(setting("c", 1));
        await(() -> lines("STARTED") == 1 && searchesHeld.get() > 0);
        holdsSearches = false;
        killAndStartAgain();

        assertThat(answerTo(setting("c", 2)))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.code())
                        .isEqualTo("not-applied"));
        assertThat(modified).hasValue(0);
        assertHolds();
    }

    @Test
    void killedBeforeDoneItIsLookedAtAndWasDoneOnce() throws Exception {
        holdsAfterModify = true;
        bot.hand(setting("c", 1));
        await(() -> searchesHeld.get() > 0);
        assertThat(lines("DONE")).isZero();
        holdsSearches = false;
        killAndStartAgain();

        assertThat(answerTo(setting("c", 2))).isInstanceOf(Outcome.Done.class);
        assertThat(modified).hasValue(1);
        assertThat(directory.value(PSO, AGE)).isEqualTo("0");
        assertHolds();
    }

    @Test
    void killedBeforeTheReplyItGivesTheStoredResult() throws Exception {
        bot.takesReplies(Manner.FAILS);
        bot.hand(setting("c", 1));
        await(() -> lines("DONE") == 1);
        // what it would find by looking again is not what it answers
        directory.put(PSO, AGE, BEFORE);
        killAndStartAgain();
        bot.takesReplies(Manner.ANSWERS);

        assertThat(answerTo(setting("c", 2))).isInstanceOf(Outcome.Done.class);
        assertThat(modified).hasValue(1);
        assertHolds();
    }

    @Test
    void whatKilledItThreeTimesBeforeItStartedIsRefused() throws Exception {
        bot.permits(Manner.HANGS);
        for (int i = 1; i <= 3; i++) {
            int times = i;
            bot.hand(setting("c", i));
            await(() -> lines("RECEIVED") == times);
            killAndStartAgain();
        }

        assertThat(answerTo(setting("c", 4)))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("poisoned"));
        assertThat(modified).hasValue(0);
        assertHolds();
    }

    @Test
    void whatKilledItThreeTimesAfterItStartedIsInDoubtAndNotLookedAtAgain() throws Exception {
        holdsAfterModify = true;
        for (int i = 1; i <= 3; i++) {
            int times = i;
            bot.hand(setting("c", i));
            await(() -> lines("RECEIVED") == times && searchesHeld.get() >= times);
            killAndStartAgain();
        }
        holdsSearches = false;

        assertThat(answerTo(setting("c", 4)))
                .isInstanceOfSatisfying(Outcome.InDoubt.class, doubt -> assertThat(doubt.detail())
                        .startsWith("poisoned: the relay died 3 times"));
        assertHolds();
    }

    @Test
    void aLookThatKilledItThreeTimesRestsAndOthersAreAnswered() throws Exception {
        holdsSearches = true;
        for (int i = 1; i <= 3; i++) {
            int times = i;
            int before = searchesHeld.get();
            bot.hand(reading("r" + times, "CN=Somebody," + SmallDirectory.BASE));
            await(() -> searchesHeld.get() > before);
            killAndStartAgain();
        }
        holdsSearches = false;

        assertThat(answerTo(reading("r4", "CN=Somebody," + SmallDirectory.BASE)))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.code())
                        .isEqualTo("poisoned"));
        assertThat(answerTo(reading("r5", "CN=Somebody else," + SmallDirectory.BASE)))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.code())
                        .isEqualTo("no-such-account"));
    }

    @Test
    void stoppedInGoodOrderItDidNotDie() throws Exception {
        bot.permits(Manner.HANGS);
        for (int i = 1; i <= 3; i++) {
            int times = i;
            bot.hand(setting("c", i));
            await(() -> lines("RECEIVED") == times);
            agent.stop();
            agent.start();
        }
        bot.permits(Manner.ANSWERS);

        assertThat(answerTo(setting("c", 4))).isInstanceOf(Outcome.Done.class);
        assertHolds();
    }

    @Test
    void withAFullDiskNothingIsStartedAndWithRoomAgainItWorks() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "prlimit of util-linux is not there");
        assertThat(answerTo(setting("first", 1))).isInstanceOf(Outcome.Done.class);
        agent.stop();
        long size = Files.size(agent.journal());
        // room for the beginning of one line more
        agent.start(List.of("/usr/bin/prlimit", "--fsize=" + (size + 100) + ":unlimited", "--"));

        directory.put(PSO, AGE, BEFORE);
        assertThat(answerTo(setting("second", 1)))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("journal-unwritable"));
        assertThat(modified).hasValue(1);
        assertThat(Files.size(agent.journal())).isEqualTo(size);

        limit("unlimited");
        assertThat(answerTo(setting("third", 1))).isInstanceOf(Outcome.Done.class);
        assertThat(modified).hasValue(2);
        assertHolds();
    }

    @Test
    void aDiskThatFillsWhileItRunsKeepsNoAnswerBack() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "prlimit of util-linux is not there");
        holdsAfterModify = true;
        bot.hand(setting("c", 1));
        await(() -> searchesHeld.get() > 0);
        limit(Files.size(agent.journal()) + ":unlimited");
        holdsSearches = false;
        holdsAfterModify = false;
        end.countDown();

        assertThat(await("c", 1).outcome()).isInstanceOf(Outcome.Done.class);
        assertThat(lines("DONE")).isZero();
        limit("unlimited");
        assertThat(answerTo(setting("c", 2))).isInstanceOf(Outcome.Done.class);
        assertThat(modified).hasValue(1);
        assertThat(lines("DONE")).isEqualTo(1);
        assertHolds();
    }

    private void limit(String size) throws IOException, InterruptedException {
        int code = new ProcessBuilder("/usr/bin/prlimit", "--pid", String.valueOf(agent.pid()), "--fsize=" + size)
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    private void killAndStartAgain() throws Exception {
        agent.kill9();
        agent.start();
    }

    private Outcome answerTo(Command command) throws InterruptedException {
        bot.hand(command);
        return await(command.id(), command.fence()).outcome();
    }

    private Reply await(String command, long fence) throws InterruptedException {
        await(() -> reply(command, fence) != null);
        return reply(command, fence);
    }

    private Reply reply(String command, long fence) {
        return bot.replies().stream()
                .filter(reply -> reply.commandId().equals(command) && reply.fence() == fence)
                .findFirst()
                .orElse(null);
    }

    /** The journal as its owner sees it. */
    private void assertHolds() {
        WrittenTerminal terminal = new WrittenTerminal();
        assertThat(new LogCommand().run(List.of("--verify", agent.settings().toString()), terminal))
                .as(() -> terminal.complaints().toString())
                .isEqualTo(ConsoleCommand.DONE);
        assertThat(terminal.said()).singleElement().asString().contains("the chain holds");
    }

    private long lines(String event) {
        try {
            return Files.exists(agent.journal())
                    ? Files.readAllLines(agent.journal()).stream()
                            .filter(line -> line.contains("\"event\":\"" + event + "\""))
                            .count()
                    : 0;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Command setting(String id, long fence) {
        Instant now = Instant.now();
        Plan plan = new Plan(
                "tenant",
                "main",
                "tenant/requester",
                END,
                List.of(new SetPsoMinimumAge("contoso.test", PSO, id, Duration.ofDays(1), Duration.ZERO)));
        PlannedChange change = change(plan, 0);
        return new Command(
                id, "tenant", "main", "directory", SetPsoMinimumAge.OPERATION, 1, fence, now, END, Map.of(), change);
    }

    private static Command reading(String id, String account) {
        Instant now = Instant.now();
        return new Command(
                id,
                "tenant",
                "main",
                "directory",
                "read-account",
                1,
                1,
                now,
                now.plusSeconds(60),
                Map.of("account", account),
                null);
    }

    /** Until the test ends. */
    private void hold() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited a minute in vain").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
