package writeback.bot.premises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import writeback.bot.Rooms;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.CommandEnvelope;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PermitEnvelope;
import writeback.relay.protocol.message.PollAnswer;
import writeback.relay.protocol.message.PollRequest;
import writeback.relay.protocol.message.PollToken;
import writeback.relay.protocol.message.Problem;
import writeback.relay.protocol.message.Reply;
import writeback.relay.protocol.message.ReplyEnvelope;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.message.StartPermit;
import writeback.relay.protocol.message.StartRequest;
import writeback.relay.protocol.plan.Plan;

/** Who may start a change, and who was too slow. Two agents of one capability; the lease is over almost at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartDeskTest {

    private static final String ONE = PracticeBot.AGENT;
    private static final String TWO = PracticeBot.STANDBY;

    private PracticeBot bot;
    private final HttpClient http = HttpClient.newHttpClient();
    private String changeId;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        bot = new PracticeBot(folder, database(), "1ms", true);
    }

    @AfterAll
    void stop() {
        bot.close();
    }

    /** Where the outbox is. */
    String database() {
        return Rooms.inMemory("start-" + UUID.randomUUID());
    }

    @BeforeEach
    void nothingOrdered() {
        bot.clear();
        changeId = UUID.randomUUID().toString();
    }

    @Test
    void whoHoldsTheChangeMayStartItAndHearsSoAgain() throws Exception {
        String id = order();
        Command taken = taken(ONE, "life-1");

        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = start(ONE, "life-1", id, taken.fence());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(PermitEnvelope.open(answer.body(), ONE, bot.commandKey.verifyingKey()))
                    .isEqualTo(new Opened.Verified<>(new StartPermit(id, taken.fence())));
        }
        assertThat(reply(ONE, id, taken.fence(), new Outcome.Done("{}"))).contains("applied");
    }

    @Test
    void whoWakesUpAfterAnotherWasGivenItIsTooLate() throws Exception {
        String id = order();
        Command frozen = taken(ONE, "life-1");
        Command standby = taken(TWO, "life-2");
        assertThat(standby.fence()).isEqualTo(frozen.fence() + 1);

        assertProblem(start(ONE, "life-1", id, frozen.fence()), StartRequest.OLD_FENCE);
        assertProblem(start(ONE, "life-1", id, standby.fence()), StartRequest.OLD_FENCE);
        assertThat(start(TWO, "life-2", id, standby.fence()).statusCode()).isEqualTo(200);
        assertProblem(start(ONE, "life-1", id, frozen.fence()), StartRequest.OLD_FENCE);
    }

    @Test
    void whatWasStartedIsNeverGivenToAnother() throws Exception {
        String id = order();
        Command taken = taken(ONE, "life-1");
        assertThat(start(ONE, "life-1", id, taken.fence()).statusCode()).isEqualTo(200);

        Command again = taken(ONE, "life-1");
        assertThat(poll(TWO, "life-2")).isEmpty();
        assertThat(again.fence()).isEqualTo(taken.fence() + 1);
        assertThat(start(ONE, "life-1", id, again.fence()).statusCode()).isEqualTo(200);
    }

    @Test
    void anotherLifeOfTheSameAgentGetsItBackAndMayNotStartIt() throws Exception {
        String id = order();
        Command taken = taken(ONE, "life-1");
        assertThat(start(ONE, "life-1", id, taken.fence()).statusCode()).isEqualTo(200);

        Command again = taken(ONE, "life-2");
        assertProblem(start(ONE, "life-2", id, again.fence()), StartRequest.STARTED_BEFORE);
        assertProblem(start(ONE, "life-1", id, taken.fence()), StartRequest.OLD_FENCE);
        assertThat(reply(ONE, id, again.fence(), new Outcome.Failed("not-applied", "")))
                .contains("applied");
    }

    @Test
    void aReplyOfOneWhoDoesNotHoldItIsOutOfDateAndADoneThatNobodyStartedIsNotBelieved() throws Exception {
        String id = order();
        Command taken = taken(ONE, "life-1");

        assertThat(reply(TWO, id, taken.fence(), new Outcome.Done("{}"))).contains("out-of-date");
        assertThat(reply(ONE, id, taken.fence(), new Outcome.Done("{}"))).contains("applied");
        assertThat(bot.changes().outcome(id))
                .contains(new Outcome.InDoubt("relay agent-1 says that it is done, and was never let start it"));
    }

    @Test
    void laterActionsOfAPlanStayWithTheAgentOfTheFirst() throws Exception {
        Plan plan = Orders.plan(Duration.ofHours(1), 2);
        String first = bot.changes().order(plan, Orders.change(changeId, plan, 0));
        Command taken = taken(ONE, "life-1");
        assertThat(start(ONE, "life-1", first, taken.fence()).statusCode()).isEqualTo(200);
        assertThat(reply(ONE, first, taken.fence(), new Outcome.Done("{}"))).contains("applied");
        String second = bot.changes().order(plan, Orders.change(changeId, plan, 1));

        assertThat(poll(TWO, "life-2")).isEmpty();
        assertThat(taken(ONE, "life-1").id()).isEqualTo(second);
    }

    @Test
    void nobodyStartsWhatIsOverOrWasNeverOrderedOrIsOnlyALook() throws Exception {
        String answered = order();
        long fence = taken(ONE, "life-1").fence();
        reply(ONE, answered, fence, new Outcome.Refused("not-allowed", "", ""));
        assertProblem(start(ONE, "life-1", answered, fence), StartRequest.OVER);
        assertProblem(start(ONE, "life-1", "no-such-command", 1), StartRequest.OVER);

        Instant now = Instant.now();
        Command look = new Command(
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
        bot.outbox().add(look);
        assertProblem(start(ONE, "life-1", look.id(), taken(ONE, "life-1").fence()), StartRequest.OVER);
    }

    @Test
    void whatNobodyStartedInTimeDidNotHappen() throws Exception {
        Plan plan = Orders.plan(Duration.ofSeconds(2), 1);
        String id = bot.changes().order(plan, Orders.change(changeId, plan, 0));
        Command taken = taken(ONE, "life-1");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        bot.changes().outcome(id))
                .contains(new Outcome.Refused("expired", "relay agent-1 fetched it and did not start it in time", "")));
        assertProblem(start(ONE, "life-1", id, taken.fence()), StartRequest.OVER);
    }

    @Test
    void aRequestThatIsNoneIsRefused() throws Exception {
        assertThat(post(ONE, "start", "{}").statusCode()).isEqualTo(400);
        assertThat(post(ONE, "start", "x".repeat(20_000)).statusCode()).isEqualTo(413);
        assertThat(start(ONE, "", "x", 1).statusCode()).isEqualTo(400);
        assertThat(start(ONE, "life-1", "x".repeat(41), 1).statusCode()).isEqualTo(400);
        HttpRequest nobody = HttpRequest.newBuilder(URI.create(bot.url() + "/relay/v1/start"))
                .POST(BodyPublishers.ofString("{}"))
                .build();
        assertThat(http.send(nobody, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    /** The one holds it and asks, the other polls for it at the same time: exactly one of them may go on. */
    @Test
    void whoeverAsksInTheSameMomentOnlyOneStarts() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 40; round++) {
                nothingOrdered();
                String id = order();
                long fence = taken(ONE, "life-1").fence();
                Callable<Integer> first = () -> start(ONE, "life-1", id, fence).statusCode();
                Callable<Integer> second = () -> {
                    List<String> handed = poll(TWO, "life-2");
                    return handed.isEmpty()
                            ? 409
                            : start(
                                            TWO,
                                            "life-2",
                                            id,
                                            opened(TWO, handed.get(0)).fence())
                                    .statusCode();
                };
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> each : threads.invokeAll(List.of(first, second))) {
                    statuses.add(each.get());
                }
                assertThat(statuses).containsExactlyInAnyOrder(200, 409);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private String order() {
        Plan plan = Orders.plan(Duration.ofHours(1), 1);
        return bot.changes().order(plan, Orders.change(changeId, plan, 0));
    }

    private Command taken(String agent, String life) throws Exception {
        List<String> handed = poll(agent, life);
        assertThat(handed.size()).isEqualTo(1);
        return opened(agent, handed.get(0));
    }

    private Command opened(String agent, String envelope) {
        return ((Opened.Verified<CommandEnvelope>) CommandEnvelope.open(envelope, agent, bot.commandKey.verifyingKey()))
                .content()
                .command();
    }

    private List<String> poll(String agent, String life) throws Exception {
        PollRequest request = new PollRequest(
                life,
                "1",
                List.of("directory"),
                List.of("set-minimum-password-age", "read-directory"),
                0,
                4,
                null,
                null,
                null,
                null);
        HttpResponse<String> response = post(agent, "poll", ProtocolJson.write(request));
        assertThat(response.statusCode()).isEqualTo(200);
        return ProtocolJson.read(response.body(), PollAnswer.class).commands();
    }

    private HttpResponse<String> start(String agent, String life, String command, long fence) throws Exception {
        return post(agent, "start", ProtocolJson.write(new StartRequest(command, fence, life)));
    }

    private String reply(String agent, String command, long fence, Outcome outcome) throws Exception {
        Reply reply = new Reply(command, fence, Instant.now(), "1", outcome);
        return post(agent, "replies", ReplyEnvelope.seal(reply, agent, PracticeBot.TENANT, "main", null, key(agent)))
                .body();
    }

    private SigningKey key(String agent) {
        return agent.equals(ONE) ? bot.agentKey : bot.standbyKey;
    }

    private HttpResponse<String> post(String agent, String what, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(bot.url() + "/relay/v1/" + what))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + PollToken.mint(agent, key(agent), Clock.systemUTC()))
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> response, String code) {
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(ProtocolJson.read(response.body(), Problem.class).code()).isEqualTo(code);
    }
}
