package writeback.relay.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.relay.Practice.change;

import com.unboundid.ldap.sdk.LDAPException;
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
import writeback.relay.console.ConsoleCommand;
import writeback.relay.console.LogCommand;
import writeback.relay.console.WrittenTerminal;
import writeback.relay.directory.SmallDirectory;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.message.Reply;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/**
 * A real agent as a process, between a bot and a directory that hold it where a test wants it: there it can be killed.
 * What is asked of it is the minimum age of one PSO, or a look at an account.
 */
final class CrashGround {

    private static final String CONTAINER = "CN=Password Settings Container,CN=System," + SmallDirectory.BASE;
    private static final String PSO = "CN=Strict," + CONTAINER;
    private static final String AGE = "msDS-MinimumPasswordAge";
    private static final String BEFORE = "-864000000000";

    private static final Instant END = Instant.now().plus(Duration.ofHours(1));

    final AtomicInteger modified = new AtomicInteger();
    final AtomicInteger searchesHeld = new AtomicInteger();
    volatile boolean holdsSearches;
    volatile boolean holdsAfterModify;
    final StandInBot bot;
    final AgentProcess agent;

    private final CountDownLatch end = new CountDownLatch(1);
    private final SmallDirectory directory;

    /** The agent runs when this returns, and carries changes out by itself. */
    CrashGround(Path folder) throws Exception {
        this(folder, "unattended");
    }

    /** @param permission for the one change */
    CrashGround(Path folder, String permission) throws Exception {
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
        agent = new AgentProcess(folder.resolve("agent"), directory, folder.resolve("dc/password"), bot, permission);
        agent.start();
    }

    void close() throws Exception {
        letGo();
        agent.close();
        bot.close();
        directory.close();
    }

    /** Searches that are held go on; none is held any more. */
    void letGo() {
        holdsSearches = false;
        holdsAfterModify = false;
        end.countDown();
    }

    /** The PSO's minimum age as stored. */
    String age() throws LDAPException {
        return directory.value(PSO, AGE);
    }

    /** As it was before anybody asked. */
    void putAgeBack() throws LDAPException {
        directory.put(PSO, AGE, BEFORE);
    }

    void killAndStartAgain() throws Exception {
        agent.kill9();
        agent.start();
    }

    Outcome answerTo(Command command) throws InterruptedException {
        bot.hand(command);
        return await(command.id(), command.fence()).outcome();
    }

    Reply await(String command, long fence) throws InterruptedException {
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
    void assertHolds() {
        WrittenTerminal terminal = new WrittenTerminal();
        assertThat(new LogCommand().run(List.of("--verify", agent.settings().toString()), terminal))
                .as(() -> terminal.complaints().toString())
                .isEqualTo(ConsoleCommand.DONE);
        assertThat(terminal.said()).singleElement().asString().contains("the chain holds");
    }

    long lines(String event) {
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

    static Command setting(String id, long fence) {
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

    static Command reading(String id, String account) {
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

    static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited a minute in vain").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
