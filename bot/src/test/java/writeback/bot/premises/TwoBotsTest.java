package writeback.bot.premises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.bot.Postgres;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.Plan;

/** Two bots on one PostgreSQL: whichever the agent reaches serves it, and one of them may be killed. */
class TwoBotsTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path botFolder;

    @TempDir
    Path agents;

    private PracticeBot chatting;
    private BotProcess other;
    private AgentProcess agent;
    private Alternating balancer;

    @BeforeEach
    void start() throws Exception {
        chatting = new PracticeBot(botFolder, Postgres.database(), "2s", true);
        other = BotProcess.beside(chatting, botFolder.resolve("other.log"));
    }

    @AfterEach
    void stop() throws Exception {
        if (agent != null) {
            agent.close();
        }
        if (balancer != null) {
            balancer.close();
        }
        other.close();
        chatting.close();
    }

    @Test
    void whatOneOrdersTheOtherHandsOutAndTheAnswerReachesBoth() throws Exception {
        AgentProcess.gate(agents);
        agent = AgentProcess.start(other.url, chatting, PracticeBot.AGENT, chatting.agentKey, agents);
        awaitAgent();
        String id = order(1);
        awaitDone(id);
        assertThat(chatting.reading().directory(Duration.ofSeconds(50)).get(60, TimeUnit.SECONDS))
                .isInstanceOf(Seen.class);
        assertThat(effects()).hasSize(1);
    }

    @Test
    void aBotThatIsKilledWhileAChangeRunsIsNotMissed() throws Exception {
        Alternating alternating = new Alternating(List.of(other.url, chatting.url()));
        balancer = alternating;
        agent = AgentProcess.start(alternating.url(), chatting, PracticeBot.AGENT, chatting.agentKey, agents);
        awaitAgent();
        await().atMost(LIMIT).until(() -> {
            chatting.reading().directory(Duration.ofSeconds(20)).get(60, TimeUnit.SECONDS);
            return alternating.connections.containsKey(other.url);
        });
        String running = order(1);
        await().atMost(LIMIT).until(() -> effects().size() == 1);
        other.close();
        AgentProcess.gate(agents);
        awaitDone(running);
        String later = order(2);
        awaitDone(later);
        assertThat(effects()).hasSize(2);
    }

    private void awaitAgent() {
        await().atMost(LIMIT).until(() -> chatting.relays().connected("directory"));
    }

    private void awaitDone(String id) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(chatting.changes().outcome(id)).contains(new Outcome.Done("{}")));
    }

    /** @param hours of the plan: two plans that end in the same second would be one and the same plan */
    private String order(int hours) {
        Plan plan = Orders.plan(Duration.ofHours(hours), 1);
        return chatting.changes().order(plan, Orders.change(UUID.randomUUID().toString(), plan, 0));
    }

    private List<String> effects() throws IOException {
        Path file = agents.resolve("effects");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
