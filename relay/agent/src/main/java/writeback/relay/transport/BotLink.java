package writeback.relay.transport;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.CheckRequest;
import writeback.relay.protocol.message.EnrolmentProblem;
import writeback.relay.protocol.message.Envelope;
import writeback.relay.protocol.message.PollAnswer;
import writeback.relay.protocol.message.PollRequest;
import writeback.relay.protocol.message.PollToken;
import writeback.relay.protocol.message.Problem;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.message.StartRequest;

/** The requests that an agent makes. Each ends within its time limit, whatever the other side does. Thread-safe. */
public final class BotLink {

    private static final Duration BEYOND_THE_WAIT = Duration.ofSeconds(15);

    /** What only a person can put right, at the bot or in {@code relay.yaml}. */
    private static final Set<String> FINAL_FOR_AN_AGENT = Set.of(
            "unknown-key",
            "unknown-agent",
            "not-this-agent",
            EnrolmentProblem.TURNED_DOWN.code(),
            EnrolmentProblem.REMOVED.code());

    private static final int LONGEST_POLL_ANSWER = 4 * Envelope.LARGEST;
    private static final int LONGEST_REPLY_ANSWER = 64 * 1024;

    private final Requests requests;
    private final URI poll;
    private final URI replies;
    private final URI start;
    private final URI check;
    private final String agent;
    private final Supplier<SigningKey> key;
    private final Clock clock;

    /**
     * @param bot where the bot is, such as {@code https://bot.contoso.com}
     * @param key the agent's present key, asked for with each request
     */
    public BotLink(BotHttp http, URI bot, String agent, Supplier<SigningKey> key, Clock clock) {
        String base = bot.toString().replaceFirst("/+$", "");
        this.requests = new Requests(http, clock);
        this.poll = URI.create(base + "/relay/v1/poll");
        this.replies = URI.create(base + "/relay/v1/replies");
        this.start = URI.create(base + "/relay/v1/start");
        this.check = URI.create(base + "/relay/v1/check");
        this.agent = agent;
        this.key = key;
        this.clock = clock;
    }

    /**
     * Asks for work and waits for it as long as the request says.
     *
     * @throws InterruptedException when the thread is told to stop; the request is given up
     */
    public Exchange<PollAnswer> poll(PollRequest request) throws InterruptedException {
        Duration limit = BEYOND_THE_WAIT.plusSeconds(request.waitSeconds());
        HttpRequest.Builder http = request(poll, limit, "application/json", ProtocolJson.write(request));
        return requests.exchange(
                http, poll, limit, LONGEST_POLL_ANSWER, body -> ProtocolJson.read(body, PollAnswer.class), response -> {
                    Optional<Problem> problem = Requests.problem(response);
                    return problem.isPresent()
                            && FINAL_FOR_AN_AGENT.contains(problem.get().code());
                });
    }

    /**
     * Hands in a sealed reply. Answered means that it need not be sent again, be it applied or out of date.
     *
     * @throws InterruptedException when the thread is told to stop; the request is given up
     */
    public Exchange<String> reply(String sealed) throws InterruptedException {
        HttpRequest.Builder http = request(replies, BEYOND_THE_WAIT, "application/jose", sealed);
        return requests.exchange(http, replies, BEYOND_THE_WAIT, LONGEST_REPLY_ANSWER, body -> body, response -> {
            int status = response.statusCode();
            boolean aboutTheReply = status == 400 || status == 403 || status == 409 || status == 413;
            return aboutTheReply && Requests.problem(response).isPresent();
        });
    }

    /**
     * Asks whether a change may be started now. Answered: a sealed permit.
     *
     * @throws InterruptedException when the thread is told to stop; the request is given up
     */
    public Exchange<String> start(StartRequest asked) throws InterruptedException {
        HttpRequest.Builder http = request(start, BEYOND_THE_WAIT, "application/json", ProtocolJson.write(asked));
        return requests.exchange(http, start, BEYOND_THE_WAIT, LONGEST_REPLY_ANSWER, body -> body, response -> {
            Optional<Problem> problem = Requests.problem(response);
            boolean aboutTheStart = response.statusCode() == 409 || response.statusCode() == 400;
            return problem.isPresent()
                    && (aboutTheStart
                            || FINAL_FOR_AN_AGENT.contains(problem.get().code()));
        });
    }

    /**
     * Asks whether the bot takes this agent, beside one that may be running. Answered: a sealed {@code CheckAnswer}. Never
     * again: the bot's refusal, or {@code http-404} of a bot that is older than this request.
     *
     * @throws InterruptedException when the thread is told to stop; the request is given up
     */
    public Exchange<String> check(CheckRequest asked) throws InterruptedException {
        HttpRequest.Builder http = request(check, BEYOND_THE_WAIT, "application/json", ProtocolJson.write(asked));
        return requests.exchange(http, check, BEYOND_THE_WAIT, LONGEST_REPLY_ANSWER, body -> body, response -> {
            int status = response.statusCode();
            return status == 404 || status == 405 || Requests.problem(response).isPresent();
        });
    }

    private HttpRequest.Builder request(URI where, Duration limit, String type, String body) {
        return HttpRequest.newBuilder(where)
                .timeout(limit)
                .header("Authorization", "Bearer " + PollToken.mint(agent, key.get(), clock))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
    }
}
