package writeback.bot.premises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static writeback.bot.premises.DoorClient.assertProblem;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.bot.Rooms;
import writeback.bot.identity.PersonId;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.CommandEnvelope;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.message.PollAnswer;
import writeback.relay.protocol.message.Reply;
import writeback.relay.protocol.message.ReplyEnvelope;
import writeback.relay.protocol.message.SigningKey;

/** What becomes of a relay that is removed or has a new key, with a second bot on the same database. */
class RemovalTest {

    private static final PersonId ANNA = new PersonId(PracticeBot.TENANT, "11111111-0000-0000-0000-000000000001");

    private final SigningKey key = SigningKey.generate();
    private PracticeBot bot;
    private PracticeBot other;
    private DoorClient door;
    private String id;

    @BeforeEach
    void aConfirmedRelay(@TempDir Path folder, @TempDir Path second) throws Exception {
        String database = Rooms.inMemory("removal-" + UUID.randomUUID());
        bot = new PracticeBot(folder, database, "1m");
        other = new PracticeBot(second, database, "1m");
        door = new DoorClient(bot);
        id = door.enrolled(bot.enrolments().invite(ANNA, "Lyon").code(), key);
        assertThat(bot.enrolments().confirm(id, key.verifyingKey().fingerprint(), ANNA))
                .isTrue();
    }

    @AfterEach
    void stop() {
        bot.close();
        other.close();
    }

    @Test
    void itsKeyIsRefusedAndItsWaitingPollEndsWhicheverBotWasTold() throws Exception {
        CompletableFuture<HttpResponse<String>> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return door.poll(id, key, 50);
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        await().atMost(Duration.ofSeconds(30)).until(() -> bot.relays().list().stream()
                .anyMatch(relay -> relay.id().equals(id) && relay.connected()));

        assertThat(other.enrolments().remove(id, ANNA)).isTrue();
        assertThat(other.enrolments().remove(id, ANNA)).isFalse();

        assertProblem(waiting.get(30, TimeUnit.SECONDS), 401, "removed");
        assertProblem(door.poll(id, key, 0), 401, "removed");
        assertProblem(door.renew(id, key, SigningKey.generate()), 401, "removed");
        assertThat(bot.enrolments().confirm(id, key.verifyingKey().fingerprint(), ANNA))
                .isFalse();
    }

    @Test
    void oneOfTheConfigurationIsRemovedByItsKey() throws Exception {
        assertThat(door.poll(PracticeBot.AGENT, bot.agentKey, 0).statusCode()).isEqualTo(200);
        assertThat(bot.enrolments().remove(PracticeBot.AGENT, ANNA)).isTrue();
        assertThat(bot.enrolments().remove(PracticeBot.AGENT, ANNA)).isFalse();
        assertThat(bot.enrolments().remove("nobody", ANNA)).isFalse();

        assertProblem(door.poll(PracticeBot.AGENT, bot.agentKey, 0), 401, "removed");
        bot.close();
        bot.start();
        assertProblem(door.poll(PracticeBot.AGENT, bot.agentKey, 0), 401, "removed");
        assertThat(bot.relays().list())
                .anyMatch(relay -> relay.id().equals(PracticeBot.AGENT) && relay.state() == Relay.State.REMOVED);
        assertThat(bot.enrolments().invitedBy(PracticeBot.AGENT)).isEmpty();
    }

    @Test
    void aChangeThatItWasLetStartIsInDoubtAndWhatItWasNotGoesToAnother() throws Exception {
        Command started = command("set-minimum-password-age", new PlannedChange("C-1", "{}", "hash", 0, List.of()));
        Command fetched = command("set-minimum-password-age", new PlannedChange("C-2", "{}", "hash", 0, List.of()));
        Command look = command("read-directory", null);
        List.of(started, fetched, look).forEach(bot.outbox()::add);
        assertThat(commands(door.poll(id, key, 0))).hasSize(3);
        assertThat(door.start(started.id(), 1, id, key).statusCode()).isEqualTo(200);

        assertThat(bot.enrolments().remove(id, ANNA)).isTrue();

        assertThat(bot.changes().outcome(started.id())).get().isInstanceOf(Outcome.InDoubt.class);
        assertThat(bot.changes().endedUnheard(started.id())).isTrue();
        assertThat(bot.changes().endedUnheard(fetched.id())).isFalse();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> bot.answers.changes.contains("C-1") || other.answers.changes.contains("C-1"));
        Reply late = new Reply(started.id(), 1, Instant.now(), "1", new Outcome.Done("{}"));
        assertProblem(
                door.reply(ReplyEnvelope.seal(late, id, PracticeBot.TENANT, "main", null, key), id, key),
                401,
                "removed");
        assertProblem(door.start(fetched.id(), 1, id, key), 401, "removed");
        assertThat(commands(door.poll(PracticeBot.AGENT, bot.agentKey, 0)).stream()
                        .map(text -> CommandEnvelope.open(text, PracticeBot.AGENT, bot.commandKey.verifyingKey()))
                        .map(opened -> ((Opened.Verified<CommandEnvelope>) opened)
                                .content()
                                .command()
                                .id()))
                .containsExactlyInAnyOrder(fetched.id(), look.id());
    }

    private static List<String> commands(HttpResponse<String> response) {
        return ProtocolJson.read(response.body(), PollAnswer.class).commands();
    }

    @Test
    void aNewKeyTakesThePlaceOfTheFormerAndTheAnswerCanBeFetchedAgain() throws Exception {
        SigningKey next = SigningKey.generate();
        assertThat(door.enrolled(door.renew(id, key, next), next).relay()).isEqualTo(id);

        assertProblem(door.poll(id, key, 0), 401, "key-renewed");
        assertThat(door.poll(id, next, 0).statusCode()).isEqualTo(200);
        assertThat(door.enrolled(door.renew(id, key, next), next).relay()).isEqualTo(id);
        assertProblem(door.renew(id, key, SigningKey.generate()), 409, "key-renewed");
        assertProblem(door.renew(id, next, key), 409, "key-registered");
        assertThat(bot.relays().list()).anyMatch(relay -> relay.fingerprint()
                .equals(next.verifyingKey().fingerprint()));
        assertThat(bot.jdbc()
                        .sql("select count(*) from audit_trail where kind = 'relay.key-renewed' and subject = ?")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aRenewalThatIsNotProvenOrNotForItIsRefused() throws Exception {
        SigningKey next = SigningKey.generate();
        assertProblem(door.post("key", "x"), 400, "malformed");
        assertProblem(door.renew(id, SigningKey.generate(), next), 400, "unknown-key");
        assertProblem(door.renew(PracticeBot.AGENT, key, next), 400, "not-this-agent");
        assertProblem(door.renew(PracticeBot.AGENT, bot.agentKey, next), 409, "renewed-by-configuration");
        assertProblem(door.renew(id, key, bot.agentKey), 409, "key-registered");
        SigningKey waiting = SigningKey.generate();
        String waitingId = door.enrolled(bot.enrolments().invite(ANNA, "Paris").code(), waiting);
        assertProblem(door.renew(waitingId, waiting, next), 401, "waiting-for-confirmation");
        assertThat(door.poll(id, key, 0).statusCode()).isEqualTo(200);
    }

    private static Command command(String operation, PlannedChange change) {
        Instant now = Instant.now();
        return new Command(
                UUID.randomUUID().toString(),
                PracticeBot.TENANT,
                "main",
                "directory",
                operation,
                1,
                0,
                now,
                now.plusSeconds(600),
                Map.of(),
                change);
    }
}
