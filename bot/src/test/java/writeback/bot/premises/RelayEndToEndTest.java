package writeback.bot.premises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.bot.Rooms;
import writeback.relay.guard.Permission;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.message.Approval;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/** Bot and agent, real HTTP between them, a database behind. */
class RelayEndToEndTest {

    @TempDir
    Path botFolder;

    @TempDir
    Path agentFolder;

    private final PracticeAgent.Doing doing = new PracticeAgent.Doing();
    /** Only ends a test that hangs; a poll is held longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch stuck = new CountDownLatch(1);
    private final List<PracticeAgent> agents = new ArrayList<>();
    private PracticeBot bot;

    @BeforeEach
    void startBot() throws IOException {
        bot = new PracticeBot(botFolder, Rooms.inMemory("relay-" + UUID.randomUUID()), "1m");
    }

    @AfterEach
    void stopBot() {
        stuck.countDown();
        agents.forEach(PracticeAgent::close);
        bot.close();
    }

    @Test
    void aLookComesBack() throws Exception {
        PracticeAgent agent = agent(Permission.UNATTENDED);
        assertThat(look(PATIENCE)).isInstanceOf(Seen.class);
        assertThat(bot.relays().list()).singleElement().satisfies(relay -> {
            assertThat(relay.name()).isEqualTo("Practice");
            assertThat(relay.connected()).isTrue();
            assertThat(relay.trouble()).isNull();
        });
        assertThat(agent.ended).isNotDone();
    }

    @Test
    void aLookFromTheMiddleOfATransactionIsAnsweredThere() throws Exception {
        agent(Permission.UNATTENDED);

        Sighting<DirectoryFacts> seen = bot.transaction()
                .execute(status -> bot.reading().directory(PATIENCE).join());

        assertThat(seen).isInstanceOf(Seen.class);
    }

    @Test
    void fourLooksRunSideBySide() throws Exception {
        CountDownLatch together = new CountDownLatch(4);
        var usual = doing.look;
        doing.look = () -> {
            together.countDown();
            waitFor(together);
            return usual.get();
        };
        agent(Permission.UNATTENDED);
        var looks = Stream.generate(() -> bot.reading().directory(PATIENCE))
                .limit(4)
                .toList();

        assertThat(looks)
                .allSatisfy(look -> assertThat(look.get(30, TimeUnit.SECONDS)).isInstanceOf(Seen.class));
    }

    @Test
    void withoutARelayNothingIsSeen() throws Exception {
        assertThat(unseen(look(Duration.ofSeconds(5)))).isEqualTo(Cause.NO_RELAY);
        assertThat(bot.relays().list()).singleElement().satisfies(relay -> assertThat(relay.lastPoll())
                .isNull());
    }

    @Test
    void theOwnersRefusalNamesTheLine() throws Exception {
        agent(Permission.REFUSED);
        Sighting<DirectoryFacts> sighting = look(PATIENCE);

        assertThat(unseen(sighting)).isEqualTo(Cause.REFUSED_BY_RELAY);
        assertThat(((Unseen<?>) sighting).detail()).contains("relay.yaml line 7: operations.read-directory");
    }

    @Test
    void aSlowAgentIsATimeoutWithinTheDeadline() throws Exception {
        doing.look = () -> {
            waitFor(stuck);
            return new Outcome.Done("{}");
        };
        agent(Permission.UNATTENDED);
        long start = System.nanoTime();

        assertThat(unseen(look(Duration.ofSeconds(1)))).isEqualTo(Cause.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        stuck.countDown();
    }

    @Test
    void anAnswerThatIsNoReportIsMalformed() throws Exception {
        doing.look = () -> new Outcome.Done("[1]");
        agent(Permission.UNATTENDED);
        assertThat(unseen(look(PATIENCE))).isEqualTo(Cause.MALFORMED);
    }

    @Test
    void aFaultInAnOperationIsAnAnswer() throws Exception {
        doing.look = () -> {
            throw new IllegalStateException("password=hunter2");
        };
        agent(Permission.UNATTENDED);
        Sighting<DirectoryFacts> sighting = look(PATIENCE);

        assertThat(unseen(sighting)).isEqualTo(Cause.FAILED);
        assertThat(((Unseen<?>) sighting).detail()).doesNotContain("hunter2");
    }

    @Test
    void anAnswerThatIsTooLargeIsSaidToBe() throws Exception {
        doing.look = () -> new Outcome.Done("\"" + "x".repeat(2_000_000) + "\"");
        agent(Permission.UNATTENDED);
        Sighting<DirectoryFacts> sighting = look(PATIENCE);

        assertThat(((Unseen<?>) sighting).detail()).contains("too large");
    }

    @Test
    void anOrderedChangeIsCarriedOutOnceAndTold() throws Exception {
        agent(Permission.UNATTENDED);
        String id = order("change-1", Duration.ofHours(1));

        await().untilAsserted(() -> assertThat(bot.changes().outcome(id)).contains(new Outcome.Done("{}")));
        await().untilAsserted(() -> assertThat(bot.answers.changes).containsExactly("change-1"));
        assertThat(order("change-1", Duration.ofHours(1))).isEqualTo(id);
        assertThat(doing.changes).hasValue(1);
    }

    @Test
    void anOrderThatIsRolledBackWasNeverMade() {
        bot.transaction().executeWithoutResult(status -> {
            order("change-1", Duration.ofHours(1));
            status.setRollbackOnly();
        });

        assertThat(bot.outbox().ordered("change-1", 0)).isEmpty();
    }

    @Test
    void handedOutAgainWhileItRunsItRunsOnceAndItsAnswerCounts() throws Exception {
        bot.close();
        bot = new PracticeBot(botFolder, Rooms.inMemory("relay-" + UUID.randomUUID()), "300ms");
        CountDownLatch again = new CountDownLatch(1);
        doing.change = () -> {
            waitFor(again);
            return new Outcome.Done("{\"late\":true}");
        };
        agent(Permission.UNATTENDED);
        String id = order("change-1", Duration.ofHours(1));
        await().until(() -> bot.fence(id) >= 3);
        again.countDown();

        await().untilAsserted(
                        () -> assertThat(bot.changes().outcome(id)).contains(new Outcome.Done("{\"late\":true}")));
        assertThat(doing.changes).hasValue(1);
    }

    @Test
    void anAgentThatDiesInTheMiddleIsAskedAgainAtOnceAndLooksBack(@TempDir Path second) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        doing.change = () -> {
            started.countDown();
            waitFor(stuck);
            return new Outcome.Done("{}");
        };
        PracticeAgent first = agent(Permission.UNATTENDED);
        String id = order("change-1", Duration.ofHours(1));
        waitFor(started);
        // what a killed process leaves behind: its journal
        Files.copy(agentFolder.resolve("journal"), second.resolve("journal"));

        keep(PracticeAgent.start(bot, second, doing, Permission.UNATTENDED));
        await().untilAsserted(() -> assertThat(bot.changes().outcome(id)).contains(new Outcome.InDoubt("half made")));
        await().untilAsserted(() -> assertThat(bot.answers.changes).containsExactly("change-1"));
        stuck.countDown();
        first.close();

        assertThat(doing.changes).hasValue(1);
        assertThat(doing.lookedBack).hasValue(1);
        assertThat(bot.changes().outcome(id)).contains(new Outcome.InDoubt("half made"));
    }

    @Test
    void aBotThatRestartsFindsItsOpenOrderAndTheAgentComesBackByItself() throws Exception {
        agent(Permission.UNATTENDED);
        bot.close();
        bot.start();
        String id = order("change-1", Duration.ofHours(1));
        bot.close();
        bot.start();

        await().untilAsserted(() -> assertThat(bot.changes().outcome(id)).contains(new Outcome.Done("{}")));
        assertThat(doing.changes).hasValue(1);
    }

    @Test
    void aBotThatStopsDoesNotWaitForThePollsThatWait() throws Exception {
        agent(Permission.UNATTENDED);
        assertThat(look(PATIENCE)).isInstanceOf(Seen.class);
        long start = System.nanoTime();
        bot.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
        bot.start();
    }

    @Test
    void anAgentWithAnotherKeyIsTurnedAwayForGood() throws Exception {
        PracticeAgent agent = keep(PracticeAgent.start(
                bot.url(),
                bot.commandKey.verifyingKey(),
                SigningKey.generate(),
                agentFolder,
                doing,
                Permission.UNATTENDED));
        assertThat(agent.ended.get(30, TimeUnit.SECONDS)).contains("unknown-key");
        assertThat(agent.ready.getCount()).isEqualTo(1);
    }

    @Test
    void anAgentThatHoldsAnotherCommandKeyObeysNobodyAndSaysSo() throws Exception {
        PracticeAgent agent = keep(PracticeAgent.start(
                bot.url(),
                SigningKey.generate().verifyingKey(),
                bot.agentKey,
                agentFolder,
                doing,
                Permission.UNATTENDED));
        waitFor(agent.ready);

        assertThat(unseen(look(Duration.ofSeconds(2)))).isEqualTo(Cause.TIMEOUT);
        await().untilAsserted(() -> assertThat(bot.relays().list())
                .singleElement()
                .satisfies(relay -> assertThat(relay.trouble()).isEqualTo("unknown-key")));
        assertThat(doing.looks).hasValue(0);
    }

    @Test
    void aChangeThatNobodyFetchesEndsAsExpired() {
        String id = order("change-1", Duration.ofSeconds(5));
        assertThat(bot.changes().outcome(id)).isEmpty();

        await().untilAsserted(() -> assertThat(bot.changes().outcome(id))
                .contains(new Outcome.Refused("expired", "no relay fetched it in time", "")));
        await().untilAsserted(() -> assertThat(bot.answers.changes).containsExactly("change-1"));
    }

    @Test
    void aStoppedAgentFinishesWhatItHasBegun() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        doing.change = () -> {
            started.countDown();
            waitFor(go);
            return new Outcome.Done("{}");
        };
        PracticeAgent agent = agent(Permission.UNATTENDED);
        String id = order("change-1", Duration.ofHours(1));
        waitFor(started);
        Thread stopping = new Thread(agent::close);
        stopping.start();
        await().until(() -> agent.ended.isDone());
        go.countDown();
        stopping.join(10_000);

        assertThat(bot.changes().outcome(id)).contains(new Outcome.Done("{}"));
    }

    private PracticeAgent agent(Permission permission) throws Exception {
        PracticeAgent agent = keep(PracticeAgent.start(bot, agentFolder, doing, permission));
        waitFor(agent.ready);
        return agent;
    }

    private PracticeAgent keep(PracticeAgent agent) {
        agents.add(agent);
        return agent;
    }

    private Sighting<DirectoryFacts> look(Duration deadline) throws Exception {
        return bot.reading().directory(deadline).get(60, TimeUnit.SECONDS);
    }

    private String order(String change, Duration life) {
        Plan plan = new Plan(
                PracticeBot.TENANT,
                "main",
                PracticeBot.TENANT + "/requester",
                Instant.now().plus(life),
                List.of(new SetMinimumPasswordAge("contoso.test", new UUID(1, 2), "Default Domain Policy", 1, 0)));
        String text = CanonicalPlan.write(plan);
        String hash = CanonicalPlan.hash(text);
        Approval approval = new Approval(PracticeBot.TENANT + "/approver", "role", hash, Instant.now(), null);
        return bot.changes().order(plan, new PlannedChange(change, text, hash, 0, List.of(approval)));
    }

    private static Cause unseen(Sighting<?> sighting) {
        assertThat(sighting).isInstanceOf(Unseen.class);
        return ((Unseen<?>) sighting).cause();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
