package writeback.bot.premises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static writeback.bot.premises.DoorClient.assertProblem;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.bot.Rooms;
import writeback.bot.identity.PersonId;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.CheckAnswer;
import writeback.relay.protocol.message.CheckRequest;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.PollAnswer;
import writeback.relay.protocol.message.PollToken;
import writeback.relay.protocol.message.SigningKey;

/** A relay's owner asks whether the bot takes it, before the agent runs or beside it. */
class CheckDoorTest {

    private static final PersonId ANNA = new PersonId(PracticeBot.TENANT, "11111111-0000-0000-0000-000000000001");

    private PracticeBot bot;
    private DoorClient door;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        bot = new PracticeBot(folder, Rooms.inMemory("check-" + UUID.randomUUID()), "1m");
        door = new DoorClient(bot);
    }

    @AfterEach
    void stop() {
        bot.close();
    }

    @Test
    void aTrustedRelayIsToldWhoTheBotIsAndForWhatItIsRegistered() throws Exception {
        HttpResponse<String> response = door.check("nonce-1", PracticeBot.AGENT, bot.agentKey);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(opened(response.body()))
                .returns("main", CheckAnswer::premises)
                .returns(PracticeBot.TENANT, CheckAnswer::tenant)
                .returns(List.of("directory"), CheckAnswer::capabilities)
                .satisfies(answer ->
                        assertThat(Duration.between(answer.at(), Instant.now())).isLessThan(Duration.ofMinutes(1)));
    }

    @Test
    void whomTheBotDoesNotTakeItTellsWhy() throws Exception {
        assertProblem(door.post("check", ProtocolJson.write(new CheckRequest("nonce-1"))), 401, "no-token");
        assertProblem(door.check("nonce-1", PracticeBot.AGENT, SigningKey.generate()), 401, "unknown-key");
        assertProblem(door.check("nonce-1", "agent-9", bot.agentKey), 401, "not-this-agent");
        for (int minutes : new int[] {10, -10}) {
            Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes));
            assertProblem(
                    with(PollToken.mint(PracticeBot.AGENT, bot.agentKey, wrong)),
                    401,
                    minutes > 0 ? "not-yet-issued" : "expired");
        }
    }

    @Test
    void aRelayThatWaitsForConfirmationOrWasRemovedIsToldSo() throws Exception {
        SigningKey key = SigningKey.generate();
        String relay = door.enrolled(bot.enrolments().invite(ANNA, "Lyon").code(), key);

        assertProblem(door.check("nonce-1", relay, key), 401, "waiting-for-confirmation");
        assertThat(bot.enrolments().confirm(relay, key.verifyingKey().fingerprint(), ANNA))
                .isTrue();
        assertThat(door.check("nonce-2", relay, key).statusCode()).isEqualTo(200);
        assertThat(bot.enrolments().remove(relay, ANNA)).isTrue();
        assertProblem(door.check("nonce-3", relay, key), 401, "removed");
    }

    @Test
    void aTokenIsGoodForOneCheckAndANonceMustBeShort() throws Exception {
        String token = PollToken.mint(PracticeBot.AGENT, bot.agentKey, Clock.systemUTC());

        assertThat(with(token).statusCode()).isEqualTo(200);
        assertProblem(with(token), 401, "replayed");
        assertProblem(door.check("", PracticeBot.AGENT, bot.agentKey), 400, "unreadable");
        assertProblem(door.check("n".repeat(65), PracticeBot.AGENT, bot.agentKey), 400, "unreadable");
        assertProblem(door.check("n".repeat(2000), PracticeBot.AGENT, bot.agentKey), 400, "unreadable");
    }

    @Test
    void aRunningAgentKeepsItsWaitingPollAndWhatItHasTaken() throws Exception {
        Command taken = reading();
        bot.outbox().add(taken);
        assertThat(commands(door.poll(PracticeBot.AGENT, bot.agentKey, 0))).hasSize(1);
        CompletableFuture<HttpResponse<String>> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return door.poll(PracticeBot.AGENT, bot.agentKey, 50);
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        await().atMost(Duration.ofSeconds(30)).until(() -> bot.waiting() == 1);

        assertThat(door.check("nonce-1", PracticeBot.AGENT, bot.agentKey).statusCode())
                .isEqualTo(200);

        assertThat(bot.waiting()).isEqualTo(1);
        assertThat(bot.fence(taken.id())).isEqualTo(1);
        Command next = reading();
        bot.outbox().add(next);
        await().atMost(Duration.ofSeconds(30)).until(waiting::isDone);
        assertThat(commands(waiting.join())).hasSize(1);
        assertThat(bot.fence(taken.id())).isEqualTo(1);
    }

    private HttpResponse<String> with(String token) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(bot.url() + "/relay/v1/check"))
                                .header("Authorization", "Bearer " + token)
                                .POST(BodyPublishers.ofString(ProtocolJson.write(new CheckRequest("nonce-1"))))
                                .build(),
                        BodyHandlers.ofString());
    }

    private CheckAnswer opened(String sealed) {
        Opened<CheckAnswer> opened =
                CheckAnswer.open(sealed, PracticeBot.AGENT, new CheckRequest("nonce-1"), bot.commandKey.verifyingKey());
        return ((Opened.Verified<CheckAnswer>) opened).content();
    }

    private static List<String> commands(HttpResponse<String> response) {
        return ProtocolJson.read(response.body(), PollAnswer.class).commands();
    }

    private static Command reading() {
        Instant now = Instant.now();
        return new Command(
                UUID.randomUUID().toString(),
                PracticeBot.TENANT,
                "main",
                "directory",
                "read-directory",
                1,
                0,
                now,
                now.plusSeconds(60),
                Map.of(),
                null);
    }
}
