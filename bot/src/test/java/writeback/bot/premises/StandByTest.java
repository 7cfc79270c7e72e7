package writeback.bot.premises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.bot.Rooms;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.Plan;

/** Two agents of one capability, each a process: one is frozen, the other goes on, and nothing happens twice. */
class StandByTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path botFolder;

    @TempDir
    Path agents;

    private PracticeBot bot;
    private AgentProcess first;
    private AgentProcess second;

    @BeforeEach
    void start() throws Exception {
        bot = new PracticeBot(botFolder, Rooms.inMemory("standby-" + UUID.randomUUID()), "2s", true);
        first = AgentProcess.start(bot.url(), bot, PracticeBot.AGENT, bot.agentKey, agents);
        await().atMost(LIMIT).until(() -> bot.waiting() == 1);
    }

    @AfterEach
    void stop() throws Exception {
        first.close();
        if (second != null) {
            second.close();
        }
        bot.close();
    }

    @Test
    void aChangeHandedToAFrozenAgentIsCarriedOutByTheOtherAndByNobodyElseEver() throws Exception {
        AgentProcess.gate(agents);
        first.freeze();
        String id = order();
        await().atMost(LIMIT).until(() -> bot.fence(id) == 1);
        startSecond();

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(bot.changes().outcome(id)).contains(new Outcome.Done("{}")));
        assertThat(effects()).containsExactly(PracticeBot.STANDBY);

        first.thaw();
        await().atMost(LIMIT)
                .until(() -> Files.readString(agents.resolve("agent-1/log")).contains("is not started, the bot says"));
        assertThat(effects()).containsExactly(PracticeBot.STANDBY);
    }

    @Test
    void aChangeThatAFrozenAgentHasStartedIsWaitedForAndNeverHandedToTheOther() throws Exception {
        String id = order();
        await().atMost(LIMIT).until(() -> !effects().isEmpty());
        first.freeze();
        startSecond();
        // the other one asks, and looks are done by it, while the lease of the change is long over
        for (int i = 0; i < 3; i++) {
            assertThat(look().get(60, TimeUnit.SECONDS)).isInstanceOf(Seen.class);
        }
        assertThat(bot.changes().outcome(id)).isEmpty();
        AgentProcess.gate(agents);
        first.thaw();

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(bot.changes().outcome(id)).contains(new Outcome.Done("{}")));
        assertThat(effects()).containsExactly(PracticeBot.AGENT);
    }

    @Test
    void aLookHandedToAFrozenAgentIsDoneByTheOther() throws Exception {
        first.freeze();
        CompletableFuture<Sighting<DirectoryFacts>> look = look();
        await().atMost(LIMIT)
                .until(() -> bot.jdbc()
                                .sql("select count(*) from premises_command where leased_agent = 'agent-1'")
                                .query(Integer.class)
                                .single()
                        == 1);
        startSecond();

        assertThat(look.get(60, TimeUnit.SECONDS)).isInstanceOf(Seen.class);
    }

    private void startSecond() throws IOException {
        second = AgentProcess.start(bot.url(), bot, PracticeBot.STANDBY, bot.standbyKey, agents);
    }

    private CompletableFuture<Sighting<DirectoryFacts>> look() {
        return bot.reading().directory(Duration.ofSeconds(50));
    }

    private String order() {
        Plan plan = Orders.plan(Duration.ofHours(1), 1);
        return bot.changes().order(plan, Orders.change(UUID.randomUUID().toString(), plan, 0));
    }

    private List<String> effects() throws IOException {
        Path file = agents.resolve("effects");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
