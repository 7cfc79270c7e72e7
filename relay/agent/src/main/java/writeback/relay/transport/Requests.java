package writeback.relay.transport;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import writeback.relay.protocol.json.MalformedMessageException;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Problem;
import writeback.relay.protocol.message.Rejection;

/** One request to the bot, which ends within its time limit whatever the other side does. Thread-safe. */
final class Requests {

    private final BotHttp http;
    private final Clock clock;

    Requests(BotHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /**
     * Makes a request.
     *
     * @param longest answer that is read, in bytes
     * @param isFinal whether a refusal is one that asking again cannot change
     * @throws InterruptedException when the thread is told to stop; the request is given up
     */
    <T> Exchange<T> exchange(
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
    static Optional<Problem> problem(HttpResponse<String> response) {
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
