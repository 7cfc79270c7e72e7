package writeback.bot.premises;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import writeback.bot.Rooms;
import writeback.bot.premises.changing.RelayChanges;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.ChainHead;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.CommandEnvelope;
import writeback.relay.protocol.message.Envelope;
import writeback.relay.protocol.message.Heads;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PollAnswer;
import writeback.relay.protocol.message.PollRequest;
import writeback.relay.protocol.message.PollToken;
import writeback.relay.protocol.message.Problem;
import writeback.relay.protocol.message.Reply;
import writeback.relay.protocol.message.ReplyEnvelope;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.plan.Plan;

/** What the relays' door takes and what it refuses, byte by byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelayDoorTest {

    private PracticeBot bot;
    private final HttpClient http = HttpClient.newHttpClient();
    private String id;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        bot = new PracticeBot(folder, database(), "1m");
    }

    @AfterAll
    void stop() {
        bot.close();
    }

    /** Where the outbox is. */
    String database() {
        return Rooms.inMemory("door-" + UUID.randomUUID());
    }

    @BeforeEach
    void newId() {
        bot.clear();
        id = UUID.randomUUID().toString();
    }

    @Test
    void withoutATokenNobodyComesIn() throws Exception {
        assertProblem(post("poll", null, poll(1)), 401, "no-token");
        assertProblem(post("replies", null, "x"), 401, "no-token");
        assertProblem(post("poll", "rubbish", poll(1)), 401, "malformed");
        assertProblem(
                post("poll", PollToken.mint("agent-1", SigningKey.generate(), clock()), poll(1)), 401, "unknown-key");
        assertProblem(post("poll", PollToken.mint("agent-2", bot.agentKey, clock()), poll(1)), 401, "not-this-agent");
        Clock late = Clock.offset(clock(), Duration.ofMinutes(-10));
        assertProblem(post("poll", PollToken.mint("agent-1", bot.agentKey, late), poll(1)), 401, "expired");
        Clock early = Clock.offset(clock(), Duration.ofMinutes(10));
        assertProblem(post("poll", PollToken.mint("agent-1", bot.agentKey, early), poll(1)), 401, "not-yet-issued");
    }

    @Test
    void aTokenIsGoodForOneRequest() throws Exception {
        String token = token();

        assertThat(post("poll", token, poll(0)).statusCode()).isEqualTo(200);
        assertProblem(post("poll", token, poll(0)), 401, "replayed");
    }

    @Test
    void aPollThatIsNoPollIsRefused() throws Exception {
        assertProblem(post("poll", token(), ""), 400, "unreadable");
        assertProblem(post("poll", token(), "{}"), 400, "unreadable");
        assertProblem(post("poll", token(), "[".repeat(5000)), 400, "unreadable");
        assertProblem(post("poll", token(), "x".repeat(20_000)), 413, "too-large");
        assertProblem(
                post(
                        "poll",
                        token(),
                        ProtocolJson.write(new PollRequest(
                                "i".repeat(65), "1", List.of(), List.of(), 0, 1, null, null, null, null))),
                400,
                "unreadable");
    }

    @Test
    void aCommandIsHandedToOneWhoCanAndOnlyOnce() throws Exception {
        bot.outbox().add(reading("directory"));

        Command taken = command(poll("life-1", List.of("directory"), 4));
        assertThat(taken.id()).isEqualTo(id);
        assertThat(taken.fence()).isEqualTo(1);
        assertThat(poll("life-1", List.of("directory"), 4)).isEmpty();
    }

    @Test
    void whatAKilledAgentStillWaitsForEndsWhenItsNextLifeAsks() throws Exception {
        CompletableFuture<List<String>> former = CompletableFuture.supplyAsync(() -> {
            try {
                return poll("life-1", List.of("directory"), 4, 50);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!former.isDone() && System.nanoTime() < deadline) {
            assertThat(poll("life-2", List.of("directory"), 4)).isEmpty();
        }

        assertThat(former.isDone()).isTrue();
        assertThat(former.join()).isEmpty();
    }

    @Test
    void anAgentGetsNothingForWhatItIsNotRegisteredFor() throws Exception {
        bot.outbox().add(reading("entraconnect"));

        assertThat(poll("life-1", List.of("directory", "entraconnect"), 4)).isEmpty();
        assertThat(poll("life-1", List.of(), 4)).isEmpty();
    }

    @Test
    void anAgentIsNotGivenWhatItDoesNotKnowAndTheLookSaysWhichIsTooOld() throws Exception {
        bot.outbox().add(reading("directory"));
        PollRequest old = new PollRequest(
                "life-1", "0.1", List.of("directory"), List.of("read-account"), 0, 4, null, null, null, null);

        HttpResponse<String> answer = post("poll", token(), ProtocolJson.write(old));

        assertThat(ProtocolJson.read(answer.body(), PollAnswer.class).commands())
                .isEmpty();
        assertThat(bot.reading().directory(Duration.ofSeconds(20)).join())
                .isEqualTo(Sighting.unseen(Cause.NOT_REPORTED, "relay-too-old: Practice (0.1), read-directory"));
        Plan plan = Orders.plan(Duration.ofHours(1), 1);
        String change = bot.changes().order(plan, Orders.change(id, plan, 0));
        assertThat(bot.changes().outcome(change))
                .contains(new Outcome.Refused(RelayChanges.TOO_OLD, "Practice (0.1)", ""));
        assertThat(poll("life-1", List.of("directory"), 4)).hasSize(1);
    }

    @Test
    void aPollThatWasCutOffOnTheWayIsGivenNothingAnyMore() throws Exception {
        CompletableFuture<List<String>> cut = CompletableFuture.supplyAsync(() -> {
            try {
                return poll("life-1", List.of("directory"), 4, 50);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!cut.isDone() && System.nanoTime() < deadline) {
            assertThat(poll("life-1", List.of("directory"), 4)).isEmpty();
        }
        bot.outbox().add(reading("directory"));

        assertThat(cut.get(20, TimeUnit.SECONDS)).isEmpty();
        assertThat(poll("life-1", List.of("directory"), 4)).hasSize(1);
    }

    @Test
    void aRelayWhoseClockIsWrongIsListedWithThat() throws Exception {
        assertThat(poll("life-1", List.of("directory"), 4)).isEmpty();
        for (int minutes : new int[] {10, -10}) {
            Clock wrong = Clock.offset(clock(), Duration.ofMinutes(minutes));
            HttpResponse<String> answer = post("poll", PollToken.mint("agent-1", bot.agentKey, wrong), poll(1));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Date")).isPresent();
            assertThat(bot.relays().list().get(0).trouble()).isEqualTo(minutes > 0 ? "clock-ahead" : "clock-behind");
        }
        assertThat(poll("life-1", List.of("directory"), 4)).isEmpty();
        assertThat(bot.relays().list().get(0).trouble()).isNull();
    }

    @Test
    void whoTakesNothingGetsNothing() throws Exception {
        bot.outbox().add(reading("directory"));

        assertThat(poll("life-1", List.of("directory"), 0)).isEmpty();
        assertThat(poll("life-1", List.of("directory"), 1)).hasSize(1);
    }

    @Test
    void aReplyIsAppliedOnceAndTheSecondIsOutOfDate() throws Exception {
        bot.outbox().add(reading("directory"));
        Command taken = command(poll("life-1", List.of("directory"), 4));

        assertThat(reply(taken.id(), taken.fence(), new Outcome.Done("1"))).contains("applied");
        assertThat(reply(taken.id(), taken.fence(), new Outcome.Done("2"))).contains("out-of-date");
        assertThat(bot.outbox().outcomes(List.of(id))).containsEntry(id, new Outcome.Done("1"));
    }

    @Test
    void aReplyUnderAnOldNumberChangesNothing() throws Exception {
        bot.outbox().add(reading("directory"));
        Command first = command(poll("life-1", List.of("directory"), 4));
        Command second = command(poll("life-2", List.of("directory"), 4));
        assertThat(second.fence()).isEqualTo(2);

        assertThat(reply(id, first.fence(), new Outcome.Done("frozen"))).contains("out-of-date");
        assertThat(bot.outbox().outcomes(List.of(id))).isEmpty();
        assertThat(reply(id, second.fence(), new Outcome.Done("awake"))).contains("applied");
    }

    @Test
    void aReplyToWhatNobodyAskedChangesNothing() throws Exception {
        assertThat(reply(id, 1, new Outcome.Done("1"))).contains("out-of-date");
        bot.outbox().add(reading("directory"));
        assertThat(reply(id, 0, new Outcome.Done("1"))).contains("out-of-date");
        assertThat(bot.outbox().outcomes(List.of(id))).isEmpty();
    }

    @Test
    void aReplyThatTheAgentDidNotSignIsRefused() throws Exception {
        Reply reply = new Reply(id, 1, Instant.now(), "1", new Outcome.Done("1"));
        String stranger = ReplyEnvelope.seal(reply, "agent-1", PracticeBot.TENANT, "main", null, SigningKey.generate());
        String elsewhere = ReplyEnvelope.seal(reply, "agent-1", PracticeBot.TENANT, "other", null, bot.agentKey);

        assertProblem(post("replies", token(), stranger), 400, "unknown-key");
        assertProblem(post("replies", token(), elsewhere), 400, "wrong-place");
        assertProblem(post("replies", token(), PollToken.mint("agent-1", bot.agentKey, clock())), 400, "wrong-type");
        assertProblem(post("replies", token(), ""), 400, "malformed");
    }

    @Test
    void aReplyThatIsTooLargeIsRefusedUnread() throws Exception {
        assertProblem(post("replies", token(), "x".repeat(Envelope.LARGEST + 1)), 413, "too-large");
    }

    @Test
    void whatIsHeardOfAnAgentsJournalOnlyMovesOnAndGoesWithEveryCommand() throws Exception {
        ChainHead ninth = new ChainHead(9, "9".repeat(64));
        assertThat(replyWith(ninth).statusCode()).isEqualTo(200);
        assertThat(replyWith(new ChainHead(8, "8".repeat(64))).statusCode()).isEqualTo(200);
        assertThat(replyWith(null).statusCode()).isEqualTo(200);
        assertProblem(replyWith(new ChainHead(10, "x")), 400, "unreadable");

        bot.outbox().add(reading("directory"));
        assertThat(envelope(poll("life-1", List.of("directory"), 4)).heads())
                .isNotNull()
                .returns(ninth, Heads::journal);
    }

    @Test
    void foreignTextIsKeptAsItIs() throws Exception {
        bot.outbox().add(reading("directory"));
        Command taken = command(poll("life-1", List.of("directory"), 4));
        Outcome odd = new Outcome.Failed("\u0000\u202e", "'); drop table premises_command; -- é😀");

        assertThat(reply(id, taken.fence(), odd)).contains("applied");
        assertThat(bot.outbox().outcomes(List.of(id))).containsEntry(id, odd);
    }

    private Command reading(String capability) {
        Instant now = Instant.now();
        return new Command(
                id,
                PracticeBot.TENANT,
                "main",
                capability,
                "read-directory",
                1,
                0,
                now,
                now.plusSeconds(60),
                Map.of(),
                null);
    }

    @Test
    void aRelayHasAcceptedTheNextKeyOnlyOnceItSaysSo() throws Exception {
        String present = bot.commandKey.verifyingKey().thumbprint();
        String next = bot.nextCommandKey.verifyingKey().thumbprint();

        assertThat(nextKeyAfterPoll(null)).isEqualTo(Relay.NextKey.UNKNOWN);
        assertThat(nextKeyAfterPoll(List.of(present))).isEqualTo(Relay.NextKey.ANNOUNCED);
        assertThat(nextKeyAfterPoll(List.of(present, next))).isEqualTo(Relay.NextKey.ACCEPTED);
        assertThat(nextKeyAfterPoll(List.of(next, next)))
                .as("of a relay that says a key twice")
                .isEqualTo(Relay.NextKey.ACCEPTED);
        assertThat(nextKeyAfterPoll(List.of())).isEqualTo(Relay.NextKey.ANNOUNCED);
        assertProblem(pollHolding(List.of("no thumbprint")), 400, "unreadable");
        assertProblem(pollHolding(Collections.nCopies(9, next)), 400, "unreadable");
        assertThat(nextKeyAfterPoll(null))
                .as("of a relay put back to an older version")
                .isEqualTo(Relay.NextKey.UNKNOWN);
    }

    private Relay.NextKey nextKeyAfterPoll(@Nullable List<String> keys) throws Exception {
        assertThat(pollHolding(keys).statusCode()).isEqualTo(200);
        return bot.relays().list().get(0).nextKey();
    }

    private HttpResponse<String> pollHolding(@Nullable List<String> keys) throws Exception {
        return post(
                "poll",
                token(),
                ProtocolJson.write(
                        new PollRequest("life-1", "1", List.of("directory"), List.of(), 0, 0, null, null, null, keys)));
    }

    private List<String> poll(String instance, List<String> capabilities, int take) throws Exception {
        return poll(instance, capabilities, take, 0);
    }

    private List<String> poll(String instance, List<String> capabilities, int take, int wait) throws Exception {
        HttpResponse<String> response = post(
                "poll",
                token(),
                ProtocolJson.write(new PollRequest(
                        instance, "1", capabilities, List.of("read-directory"), wait, take, null, null, null, null)));
        assertThat(response.statusCode()).isEqualTo(200);
        return ProtocolJson.read(response.body(), PollAnswer.class).commands();
    }

    private Command command(List<String> envelopes) {
        assertThat(envelopes.size()).isEqualTo(1);
        return envelope(envelopes).command();
    }

    private CommandEnvelope envelope(List<String> envelopes) {
        Opened<CommandEnvelope> opened =
                CommandEnvelope.open(envelopes.get(0), PracticeBot.AGENT, bot.commandKey.verifyingKey());
        return ((Opened.Verified<CommandEnvelope>) opened).content();
    }

    private String reply(String command, long fence, Outcome outcome) throws Exception {
        Reply reply = new Reply(command, fence, Instant.now(), "1", outcome);
        HttpResponse<String> response = post(
                "replies",
                token(),
                ReplyEnvelope.seal(reply, PracticeBot.AGENT, PracticeBot.TENANT, "main", null, bot.agentKey));
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private HttpResponse<String> replyWith(@Nullable ChainHead journal) throws Exception {
        Reply reply = new Reply(id, 1, Instant.now(), "1", new Outcome.Done("1"));
        return post(
                "replies",
                token(),
                ReplyEnvelope.seal(reply, PracticeBot.AGENT, PracticeBot.TENANT, "main", journal, bot.agentKey));
    }

    private static String poll(int take) {
        return ProtocolJson.write(
                new PollRequest("life-0", "1", List.of(), List.of(), 0, take, null, null, null, null));
    }

    private String token() {
        return PollToken.mint(PracticeBot.AGENT, bot.agentKey, clock());
    }

    private static Clock clock() {
        return Clock.systemUTC();
    }

    private HttpResponse<String> post(String what, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(bot.url() + "/relay/v1/" + what))
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(ProtocolJson.read(response.body(), Problem.class).code()).isEqualTo(code);
    }
}
