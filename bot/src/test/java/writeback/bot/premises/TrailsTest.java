package writeback.bot.premises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.bot.Rooms;
import writeback.bot.audit.AuditCheck;
import writeback.relay.guard.Permission;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.message.Approval;
import writeback.relay.protocol.message.ChainHead;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/** Two trails, the bot's and the agent's: each cites the other, and an agent that lost its own changes nothing. */
class TrailsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path botFolder;

    @TempDir
    Path agentFolder;

    private final PracticeAgent.Doing doing = new PracticeAgent.Doing();
    private PracticeBot bot;
    private PracticeAgent agent;

    @BeforeEach
    void start() throws Exception {
        bot = new PracticeBot(botFolder, Rooms.inMemory("trails-" + UUID.randomUUID()), "1m");
        startAgent();
    }

    @AfterEach
    void stop() {
        agent.close();
        bot.close();
    }

    @Test
    void eachTrailCitesTheOther() throws Exception {
        done("change-1");
        ChainHead trail = bot.auditHead();
        done("change-2");

        List<String> lines = Files.readAllLines(journal());
        assertThat(lines.get(4)).contains("RECEIVED", "\"change-2\"", "\"trail\":\"" + trail.text() + "\"");
        assertThat(bot.answeredJournals())
                .containsExactly(
                        "4:" + lines.get(3).substring(0, 64),
                        "7:" + lines.get(6).substring(0, 64));
        assertThat(bot.auditCheck()).isInstanceOf(AuditCheck.Result.Intact.class);
    }

    @Test
    void anAgentWhoseJournalIsGoneChangesNothingAndStillReads() throws Exception {
        done("change-1");
        agent.close();
        Files.delete(journal());
        startAgent();

        for (int i = 2; i < 8; i++) {
            // its own lines about the refusals do not make up for what is gone
            assertLost("change-" + i);
        }
        assertThat(bot.reading().directory(LIMIT).get(30, TimeUnit.SECONDS)).isInstanceOf(Seen.class);
        agent.close();
        startAgent();
        assertLost("change-9");
        assertThat(doing.changes).hasValue(1);
    }

    @Test
    void anOlderCopyOfTheJournalIsNotTakenForIt() throws Exception {
        done("change-1");
        agent.close();
        Path backup = Files.copy(journal(), agentFolder.resolve("backup"));
        startAgent();
        done("change-2");
        agent.close();
        Files.copy(backup, journal(), StandardCopyOption.REPLACE_EXISTING);
        startAgent();

        assertLost("change-3");
        assertThat(doing.changes).hasValue(2);
    }

    @Test
    void aJournalThatWasCutInTheMiddleIsLost() throws Exception {
        done("change-1");
        done("change-2");
        agent.close();
        byte[] whole = Files.readAllBytes(journal());
        Files.write(journal(), Arrays.copyOf(whole, whole.length / 2));
        startAgent();

        assertLost("change-3");
        assertThat(doing.changes).hasValue(2);
    }

    @Test
    void anotherAgentsJournalIsSetAsideAndTheOwnIsMissed() throws Exception {
        done("change-1");
        agent.close();
        Files.writeString(
                journal(),
                chained("{\"event\":\"BEGUN\",\"at\":\"2026-11-22T10:00:00Z\",\"command\":\"\",\"fence\":\"0\","
                        + "\"agent\":\"agent-2\"}"));
        startAgent();

        assertLost("change-2");
        try (var files = Files.list(agentFolder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("journal-until-"));
        }
        assertThat(doing.changes).hasValue(1);
    }

    @Test
    void anAgentThatIsAheadOfWhatTheBotHeardGoesOn() throws Exception {
        done("change-1");
        ChainHead heard = bot.journalHead();
        done("change-2");
        // as if the second answer had been lost
        bot.heardOnly(heard);

        done("change-3");
        assertThat(doing.changes).hasValue(3);
    }

    @Test
    void whatMayHaveBeenStartedBeforeTheJournalWasLostIsInDoubtAndNotRefused() throws Exception {
        done("change-1");
        agent.close();
        Files.delete(journal());
        String id = order("change-2");
        bot.handOut(id);
        startAgent();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(bot.changes().outcome(id))
                .hasValueSatisfying(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(Outcome.InDoubt.class, doubt -> assertThat(doubt.detail())
                                .startsWith("journal-lost: "))));
        assertThat(doing.changes).hasValue(1);
    }

    @Test
    void anAgentThatIsEnrolledAgainBeginsANewJournal() throws Exception {
        done("change-1");
        agent.close();
        Files.delete(journal());
        bot.forgetJournal();
        startAgent();

        done("change-2");
        assertThat(doing.changes).hasValue(2);
    }

    private void startAgent() throws IOException, InterruptedException {
        agent = PracticeAgent.start(bot, agentFolder, doing, Permission.UNATTENDED);
        assertThat(agent.ready.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private Path journal() {
        return agentFolder.resolve("journal");
    }

    private void done(String change) {
        String id = order(change);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(bot.changes().outcome(id)).contains(new Outcome.Done("{}")));
    }

    private void assertLost(String change) {
        String id = order(change);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(bot.changes().outcome(id))
                .hasValueSatisfying(
                        outcome -> assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                            assertThat(refused.code()).isEqualTo("journal-lost");
                            assertThat(refused.detail()).contains("writeback-relay enrol --again");
                        })));
    }

    private String order(String change) {
        Plan plan = new Plan(
                PracticeBot.TENANT,
                "main",
                PracticeBot.TENANT + "/requester",
                Instant.now().plus(Duration.ofHours(1)),
                List.of(new SetMinimumPasswordAge("contoso.test", UUID.randomUUID(), change, 1, 0)));
        String text = CanonicalPlan.write(plan);
        String hash = CanonicalPlan.hash(text);
        return bot.changes()
                .order(
                        plan,
                        new PlannedChange(
                                change,
                                text,
                                hash,
                                0,
                                List.of(new Approval(
                                        PracticeBot.TENANT + "/approver", "role", hash, Instant.now(), null))));
    }

    /** The first line of a journal. */
    private static String chained(String text) {
        return CanonicalPlan.hash("\n" + text) + ' ' + text + '\n';
    }
}
