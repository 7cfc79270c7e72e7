package writeback.bot.premises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.bot.Rooms;
import writeback.relay.attended.AgentLine;
import writeback.relay.attended.Told;
import writeback.relay.guard.Pause;
import writeback.relay.guard.Permission;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.Plan;

/** A change that a person carries out at the console: bot, agent and console, with the socket between the last two. */
class AttendedEndToEndTest {

    private static final Duration LIFE = Duration.ofHours(1);

    @TempDir
    Path botFolder;

    @TempDir
    Path agentFolder;

    private final PracticeAgent.Doing doing = new PracticeAgent.Doing();
    private PracticeBot bot;
    private PracticeAgent agent;

    @BeforeEach
    void start() throws Exception {
        bot = new PracticeBot(botFolder, Rooms.inMemory("attended-" + UUID.randomUUID()), "500ms");
        // what a killed agent leaves behind
        Files.createDirectories(agentFolder.resolve("console"));
        Files.createFile(agentFolder.resolve("console/socket"));
        startAgent();
    }

    @AfterEach
    void stop() {
        agent.close();
        bot.close();
    }

    @Test
    void itWaitsAndIsCarriedOutByAPersonWhoIsNamed() throws Exception {
        String id = waiting("change-1");
        assertThat(bot.changes().outcome(id)).isEmpty();

        try (AgentLine console = AgentLine.connect(agentFolder)) {
            assertThat(console.list()).singleElement().satisfies(item -> {
                assertThat(item.command()).isEqualTo(id);
                assertThat(item.change()).isEqualTo("change-1");
            });
            assertThat(console.show(id, "anna").envelope()).isNotBlank();
            assertThat(console.start(id, "CONTOSO\\anna").refusal()).isNull();
            assertThat(console.done(id, new Outcome.Done("{\"by\":\"hand\"}")).refusal())
                    .isNull();
        }

        await().untilAsserted(
                        () -> assertThat(bot.changes().outcome(id)).contains(new Outcome.Done("{\"by\":\"hand\"}")));
        assertThat(bot.changes().operator(id)).hasValueSatisfying(who -> assertThat(who)
                .contains(System.getProperty("user.name"))
                .endsWith("signed in as CONTOSO\\anna"));
        assertThat(Files.readString(agentFolder.resolve("journal"))).contains("signed in as CONTOSO");
        assertThat(doing.changes).as("never by the agent").hasValue(0);
    }

    @Test
    void whileItWaitsTheBotDoesNotHandItOutAgain() throws Exception {
        String id = waiting("change-1");
        long fence = bot.fence(id);
        String other = order("change-2", LIFE);
        // longer than the lease
        await().until(() -> bot.changes().waitsAt(other).isPresent());
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);

        assertThat(bot.fence(id)).isEqualTo(fence);
    }

    @Test
    void aConsoleThatDiesAfterTheStartLeavesADoubtThatIsLookedAt() throws Exception {
        String id = waiting("change-1");
        try (AgentLine console = AgentLine.connect(agentFolder)) {
            console.show(id, "anna");
            assertThat(console.start(id, "CONTOSO\\anna").refusal()).isNull();
        }

        await().atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(bot.changes().outcome(id)).contains(new Outcome.InDoubt("half made")));
        assertThat(doing.lookedBack).hasValue(1);
        assertThat(doing.changes).hasValue(0);
    }

    @Test
    void aConsoleThatGoesBeforeTheStartHasDoneNothingAndTheNextOneMayTry() throws Exception {
        String id = waiting("change-1");
        try (AgentLine second = AgentLine.connect(agentFolder)) {
            try (AgentLine first = AgentLine.connect(agentFolder)) {
                assertThat(first.show(id, "anna").envelope()).isNotBlank();
                Told told = second.show(id, "bert");
                assertThat(told.envelope()).isNull();
                assertThat(told.refusal().code()).isEqualTo("in-hand");
                assertThat(second.start(id, "bert").refusal().code()).isEqualTo("not-shown");
            }
            await().until(() -> second.show(id, "bert").envelope() != null);
            assertThat(second.start(id, "bert").refusal()).isNull();
            second.done(id, new Outcome.Failed("precondition-failed", "found 2 days"));
        }

        await().untilAsserted(() -> assertThat(bot.changes().outcome(id))
                .contains(new Outcome.Failed("precondition-failed", "found 2 days")));
    }

    @Test
    void aPauseHoldsTheStartBackAndItGoesOnWaiting() throws Exception {
        String id = waiting("change-1");
        Pause pause = new Pause(agentFolder);
        try (AgentLine console = AgentLine.connect(agentFolder)) {
            console.show(id, "anna");
            pause.set(Instant.now(), "owner", "not now");
            assertThat(console.start(id, "anna").refusal().code()).isEqualTo("paused");
            pause.lift();
            assertThat(console.start(id, "anna").refusal()).isNull();
            console.done(id, new Outcome.Done("{}"));
        }

        await().untilAsserted(() -> assertThat(bot.changes().outcome(id)).contains(new Outcome.Done("{}")));
    }

    @Test
    void afterARestartOfTheAgentItWaitsAgain() throws Exception {
        String id = waiting("change-1");
        agent.close();
        assertThatThrownBy(() -> AgentLine.connect(agentFolder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("start the service");
        startAgent();

        await().untilAsserted(() -> {
            try (AgentLine console = AgentLine.connect(agentFolder)) {
                assertThat(console.list()).extracting(Told.Item::command).containsExactly(id);
            }
        });
    }

    @Test
    void whatNobodyCarriesOutInTimeIsRefusedForNothingHasHappened() throws Exception {
        String id = order("change-1", Duration.ofSeconds(8));

        await().untilAsserted(
                        () -> assertThat(bot.changes().outcome(id)).hasValueSatisfying(outcome -> assertThat(outcome)
                                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                                        .isIn("plan-expired", "expired"))));
        try (AgentLine console = AgentLine.connect(agentFolder)) {
            await().untilAsserted(() -> assertThat(console.list()).isEmpty());
            assertThat(console.show(id, "anna").refusal().code()).isEqualTo("not-waiting");
        }
    }

    private void startAgent() throws Exception {
        agent = PracticeAgent.start(bot, agentFolder, doing, Permission.ATTENDED);
        assertThat(agent.ready.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private String waiting(String change) {
        String id = order(change, LIFE);
        await().untilAsserted(() -> assertThat(bot.changes().waitsAt(id)).isEqualTo(Optional.of("Practice")));
        return id;
    }

    private String order(String change, Duration life) {
        Plan plan = Orders.plan(life, 1);
        return bot.changes().order(plan, Orders.change(change, plan, 0));
    }
}
