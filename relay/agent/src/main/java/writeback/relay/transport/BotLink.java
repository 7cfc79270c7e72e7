package writeback.relay.transport;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import writeback.relay.protocol.json.MalformedMessageException;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Envelope;
import writeback.relay.protocol.message.PollAnswer;
import writeback.relay.protocol.message.PollRequest;
import writeback.relay.protocol.message.PollToken;
import writeback.relay.protocol.message.Problem;
import writeback.relay.protocol.message.Rejection;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.message.StartRequest;

/** The requests that an agent makes. Each ends within its time limit, whatever the other side does. Thread-safe. */
public final class BotLink {

    private static final Duration BEYOND_THE_WAIT = Duration.ofSeconds(15);

    /** What only a person can put right, at the bot or in {@code relay.yaml}. */
    private static final Set<String> FINAL_FOR_AN_AGENT = Set.of("unknown-key", "unknown-agent", "not-this-agent");

    private static final int LONGEST_POLL_ANSWER = 4 * Envelope.LARGEST;
    private static final int LONGEST_REPLY_ANSWER = 64 * 1024;

    private final BotHttp http;
    private final URI poll;
    private final URI replies;
    private final URI start;
    private final String agent;
    private final SigningKey key;
    private final Clock clock;

    /** @param bot where the bot is, such as {@code https://bot.contoso.com} */
    public BotLink(BotHttp http, URI bot, String agent, SigningKey key, Clock clock) {
        String base = bot.toString().replaceFirst("/+$", "");
        this.http = http;
        this.poll = URI.create(base + "/relay/v1/poll");
        this.replies = URI.create(base + "/relay/v1/replies");
        this.start = URI.create(base + "/relay/v1/start");
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
        return exchange(
                http, poll, limit, LONGEST_POLL_ANSWER, body -> ProtocolJson.read(body, PollAnswer.class), response -> {
                    Optional<Problem> problem = problem(response);
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
        return exchange(http, replies, BEYOND_THE_WAIT, LONGEST_REPLY_ANSWER, body -> body, response -> {
            int status = response.statusCode();
            boolean aboutTheReply = status == 400 || status == 403 || status == 409 || status == 413;
            return aboutTheReply && problem(response).isPresent();
        });
    }

    /**
     * Asks whether a change may be started now. Answered: a sealed permit.
     *
     * @throws InterruptedException when the thread is told to stop; the request is given up
     */
    public Exchange<String> start(StartRequest asked) throws InterruptedException {
        HttpRequest.Builder http = request(start, BEYOND_THE_WAIT, "application/json", ProtocolJson.write(asked));
        return exchange(http, start, BEYOND_THE_WAIT, LONGEST_REPLY_ANSWER, body -> body, response -> {
            Optional<Problem> problem = problem(response);
            boolean aboutTheStart = response.statusCode() == 409 || response.statusCode() == 400;
            return problem.isPresent()
                    && (aboutTheStart
                            || FINAL_FOR_AN_AGENT.contains(problem.get().code()));
        });
    }

    private HttpRequest.Builder request(URI where, Duration limit, String type, String body) {
        return HttpRequest.newBuilder(where)
                .timeout(limit)
                .header("Authorization", "Bearer " + PollToken.mint(agent, key, clock))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
    }

    private <T> Exchange<T> exchange(
            HttpRequest.Builder request,
            URI where,
            Duration limit,
            int longest,
            Function<String, T> reader,
            Function<HttpResponse<String>, Boolean> isFinal)
            throws InterruptedException {
        CompletableFuture<HttpResponse<String>> sent;
        try {
            sent = http.send(request, info -> new LimitedBody(longest));
        } catch (IOException e) {
            return new Exchange.TryAgain<>(String.valueOf(e.getMessage()), Duration.ZERO);
        }
        HttpResponse<String> response;
        try {
            response = sent.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Exchange.TryAgain<>("no answer within " + limit.toSeconds() + " s", Duration.ZERO);
        } catch (ExecutionException e) {
            return new Exchange.TryAgain<>(http.words(e, where), Duration.ZERO);
        } finally {
            sent.cancel(true);
        }
        int status = response.statusCode();
        if (status == 200) {
            try {
                return new Exchange.Answered<>(reader.apply(response.body()));
            } catch (MalformedMessageException e) {
                return new Exchange.TryAgain<>("an answer that is not the bot's: " + e.getMessage(), Duration.ZERO);
            }
        }
        String reason = status == 407
                ? http.proxyObjection()
                : problem(response)
                        .map(problem ->
                                "HTTP " + status + " " + problem.code() + ": " + problem.detail() + skew(response))
                        .orElse("HTTP " + status + " from " + where);
        if (isFinal.apply(response)) {
            return new Exchange.NeverAgain<>(
                    problem(response).map(Problem::code).orElse("http-" + status), reason);
        }
        return new Exchange.TryAgain<>(reason, retryAfter(response));
    }

    /** Only what the bot itself says counts; a proxy's page does not, and its refusal of a tunnel has no body at all. */
    private static Optional<Problem> problem(HttpResponse<String> response) {
        if (response.body() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ProtocolJson.read(response.body(), Problem.class));
        } catch (MalformedMessageException e) {
            return Optional.empty();
        }
    }

    private static Duration retryAfter(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,4}"))
                .map(value -> Duration.ofSeconds(Math.min(Long.parseLong(value), 300)))
                .orElse(Duration.ZERO);
    }

    /** A bot that finds a request too old or too new says its own time with it, as HTTP has it. */
    private String skew(HttpResponse<String> response) {
        Optional<String> code = problem(response).map(Problem::code);
        boolean ofTime = code.equals(Optional.of(Rejection.EXPIRED.code()))
                || code.equals(Optional.of(Rejection.NOT_YET_ISSUED.code()));
        Optional<String> date = response.headers().firstValue("Date");
        if (!ofTime || date.isEmpty()) {
            return "";
        }
        try {
            Instant there = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.get(), Instant::from);
            long seconds = Duration.between(there, clock.instant()).toSeconds();
            return "; this machine's clock is " + Math.abs(seconds) + " s " + (seconds > 0 ? "ahead of" : "behind")
                    + " the bot's";
        } catch (DateTimeParseException e) {
            return "";
        }
    }
}
