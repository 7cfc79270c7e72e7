package writeback.bot.premises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static writeback.bot.premises.DoorClient.assertProblem;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.bot.FullDisk;
import writeback.bot.Unstored;
import writeback.bot.audit.AuditCheck;
import writeback.bot.identity.PersonId;
import writeback.relay.guard.Permission;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.plan.Plan;

/** Relays while the disk under the bot's database is full: nothing is half decided, and all goes on without a restart. */
class FullDiskTest {

    private static final PersonId ANNA = new PersonId(PracticeBot.TENANT, "11111111-0000-0000-0000-000000000001");

    @TempDir
    Path folder;

    private PracticeBot bot;
    private DoorClient door;

    @BeforeEach
    void start() throws Exception {
        bot = new PracticeBot(folder, FullDisk.url(folder.resolve("db")), "1m");
        door = new DoorClient(bot);
    }

    @AfterEach
    void intact() {
        FullDisk.free();
        try {
            await().ignoreExceptionsMatching(Unstored::is)
                    .until(() -> bot.auditCheck() instanceof AuditCheck.Result.Intact);
        } finally {
            bot.close();
        }
    }

    @Test
    void nobodyIsLetStartAChangeWhoseStartIsNotStored() throws Exception {
        String id = ordered(UUID.randomUUID().toString());
        assertThat(poll().statusCode()).isEqualTo(200);

        FullDisk.fill();
        comeAgain(door.start(id, 1, PracticeBot.AGENT, bot.agentKey));
        comeAgain(poll());
        FullDisk.free();

        await().until(() -> poll().statusCode() == 200);
        assertThat(startedBy(id)).isEmpty();
        assertThat(door.start(id, 1, PracticeBot.AGENT, bot.agentKey).statusCode())
                .isEqualTo(200);
        assertThat(startedBy(id)).containsExactly(PracticeBot.AGENT);
    }

    @Test
    void aRelayKeepsItsReplyUntilThereIsRoomAndRunsTheChangeOnce() throws Exception {
        PracticeAgent.Doing doing = new PracticeAgent.Doing();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        doing.change = () -> {
            begun.countDown();
            waitFor(goOn);
            return new Outcome.Done("{}");
        };
        String change = UUID.randomUUID().toString();
        PracticeAgent agent =
                PracticeAgent.start(bot, Files.createDirectory(folder.resolve("agent")), doing, Permission.UNATTENDED);
        try {
            ordered(change);
            waitFor(begun);

            FullDisk.fill();
            goOn.countDown();
            await().until(() -> comesAgain(poll()));
            assertThat(bot.answers.changes).isEmpty();
            FullDisk.free();

            await().until(() -> bot.answers.changes.contains(change));
            assertThat(doing.changes).hasValue(1);
            assertThat(bot.answeredJournals()).hasSize(1);
        } finally {
            agent.close();
        }
    }

    @Test
    void aRelayIsConfirmedAsAWholeOrNotAtAll() throws Exception {
        SigningKey own = SigningKey.generate();
        String id = door.enrolled(bot.enrolments().invite(ANNA, "Lyon").code(), own);
        String fingerprint = own.verifyingKey().fingerprint();
        String another = bot.enrolments().invite(ANNA, "Nice").code();

        FullDisk.fill();
        assertThatThrownBy(() -> bot.enrolments().confirm(id, fingerprint, ANNA))
                .matches(Unstored::is);
        comeAgain(door.enrol(another, SigningKey.generate()));
        FullDisk.free();

        await().until(() -> !comesAgain(door.poll(id, own, 0)));
        assertProblem(door.poll(id, own, 0), 401, "waiting-for-confirmation");
        assertThat(bot.enrolments().confirm(id, fingerprint, ANNA)).isTrue();
        assertThat(door.poll(id, own, 0).statusCode()).isEqualTo(200);
    }

    private String ordered(String change) {
        Plan plan = Orders.plan(Duration.ofMinutes(10), 1);
        return bot.transaction().execute(status -> bot.changes().order(plan, Orders.change(change, plan, 0)));
    }

    private HttpResponse<String> poll() throws Exception {
        return door.poll(PracticeBot.AGENT, bot.agentKey, 0);
    }

    private List<String> startedBy(String command) {
        return bot.jdbc()
                .sql("select started_agent from premises_command where id = ? and started_agent is not null")
                .param(command)
                .query(String.class)
                .list();
    }

    private static boolean comesAgain(HttpResponse<String> answer) {
        return answer.statusCode() == 503;
    }

    private static void comeAgain(HttpResponse<String> answer) {
        assertProblem(answer, 503, "not-stored");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
