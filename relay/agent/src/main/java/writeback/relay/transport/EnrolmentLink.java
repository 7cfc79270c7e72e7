package writeback.relay.transport;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import writeback.relay.protocol.message.EnrolmentProblem;
import writeback.relay.protocol.message.Problem;
import writeback.relay.protocol.message.Rejection;

/** The requests about keys, which carry their own proof. Each ends within its time limit. Thread-safe. */
public final class EnrolmentLink {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int LONGEST = 64 * 1024;

    private final Requests requests;
    private final String base;

    /** @param bot where the bot is, such as {@code https://bot.contoso.com} */
    public EnrolmentLink(BotHttp http, URI bot, Clock clock) {
        this.requests = new Requests(http, clock);
        this.base = bot.toString().replaceFirst("/+$", "") + "/relay/v1/";
    }

    /**
     * The bot's command key, a public JWK, as whoever is at that address says.
     *
     * @throws InterruptedException when the thread is told to stop
     */
    public Exchange<String> commandKey() throws InterruptedException {
        return exchange("command-key", HttpRequest.Builder::GET);
    }

    /**
     * Hands in a sealed {@code EnrolmentRequest}. Answered: a sealed {@code Enrolled}.
     *
     * @throws InterruptedException when the thread is told to stop
     */
    public Exchange<String> enrol(String sealed) throws InterruptedException {
        return exchange("enrol", request -> request.POST(BodyPublishers.ofString(sealed)));
    }

    /**
     * Hands in a sealed {@code KeyRenewal}. Answered: a sealed {@code Enrolled}.
     *
     * @throws InterruptedException when the thread is told to stop
     */
    public Exchange<String> renew(String sealed) throws InterruptedException {
        return exchange("key", request -> request.POST(BodyPublishers.ofString(sealed)));
    }

    /** Whatever the bot itself says is final, but for being asked to come later. */
    private Exchange<String> exchange(String what, UnaryOperator<HttpRequest.Builder> method)
            throws InterruptedException {
        URI where = URI.create(base + what);
        HttpRequest.Builder request =
                method.apply(HttpRequest.newBuilder(where).timeout(LIMIT).header("Content-Type", "application/jose"));
        return requests.exchange(request, where, LIMIT, LONGEST, body -> body, response -> Requests.problem(response)
                .filter(EnrolmentLink::isAbout)
                .isPresent());
    }

    private static boolean isAbout(Problem problem) {
        boolean later = EnrolmentProblem.TOO_MANY_TRIES.code().equals(problem.code())
                || EnrolmentProblem.WAITING.code().equals(problem.code());
        return !later
                && (EnrolmentProblem.of(problem.code()).isPresent()
                        || "not-this-agent".equals(problem.code())
                        || Rejection.of(problem.code()).isPresent());
    }
}
