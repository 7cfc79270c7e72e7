package writeback.bot.premises;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import writeback.bot.premises.RegisteredAgents.Holder;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.PollToken;
import writeback.relay.protocol.message.Problem;
import writeback.relay.protocol.message.Rejection;

/**
 * Says which agent is on the line, by the token that it signed for this one request.
 *
 * <p>Which tokens were used is remembered in this bot only. Several bots do not share it: a token that somebody took from
 * within TLS and shows to another bot fetches commands that are sealed for that agent, and permits that are worth nothing
 * to anybody else; replies carry a signature of their own. It could delay a command by a lease, and so can whoever sits
 * there anyway.
 */
final class PollTokens {

    private static final String SCHEME = "Bearer ";

    /** There are as many used tokens as came in six minutes: too many to look through at each request. */
    private static final Duration TIDY_EVERY = Duration.ofSeconds(10);

    private final RegisteredAgents agents;
    private final PolledRelays relays;
    private final Clock clock;
    private final Map<String, Instant> used = new ConcurrentHashMap<>();
    private final AtomicReference<Instant> tidied = new AtomicReference<>(Instant.MIN);

    PollTokens(RegisteredAgents agents, PolledRelays relays, Clock clock) {
        this.agents = agents;
        this.relays = relays;
        this.clock = clock;
    }

    Caller caller(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            return new Caller.Nobody(new Problem("no-token", "Authorization: Bearer is missing"));
        }
        AtomicReference<@Nullable Holder> found = new AtomicReference<>();
        Opened<PollToken.Presented> opened = PollToken.open(
                authorization.substring(SCHEME.length()),
                thumbprint -> agents.withKey(thumbprint).map(holder -> {
                    found.set(holder);
                    return holder.key();
                }),
                clock);
        if (opened instanceof Opened.Rejected<PollToken.Presented> rejected) {
            noteClock(found.get(), rejected.code());
            return new Caller.Nobody(new Problem(rejected.code().code(), rejected.detail()));
        }
        PollToken.Presented presented = ((Opened.Verified<PollToken.Presented>) opened).content();
        Holder holder = found.get();
        if (holder == null || !holder.agent().id().equals(presented.token().agent())) {
            return new Caller.Nobody(new Problem("not-this-agent", "the key is registered for another agent"));
        }
        Optional<Problem> unwelcome = Welcome.refusal(holder);
        if (unwelcome.isPresent()) {
            return new Caller.Nobody(unwelcome.get());
        }
        if (isUsed(presented.token())) {
            return new Caller.Nobody(new Problem(Rejection.REPLAYED.code(), "this token was used before"));
        }
        return new Caller.Known(holder.agent());
    }

    /** A token of the wrong time was signed as it should be, or it would have been rejected for that. */
    private void noteClock(@Nullable Holder holder, Rejection rejection) {
        if (holder != null && (rejection == Rejection.EXPIRED || rejection == Rejection.NOT_YET_ISSUED)) {
            relays.trouble(
                    holder.agent().id(),
                    rejection == Rejection.EXPIRED ? PolledRelays.CLOCK_BEHIND : PolledRelays.CLOCK_AHEAD);
        }
    }

    /** Kept for as long as the token would be taken. */
    private boolean isUsed(PollToken token) {
        Instant now = clock.instant();
        tidy(now);
        Instant until = token.expiresAt().plus(PollToken.CLOCK_TOLERANCE);
        return used.putIfAbsent(token.agent() + ' ' + token.id(), until) != null;
    }

    private void tidy(Instant now) {
        Instant last = tidied.get();
        if (last.isBefore(now.minus(TIDY_EVERY)) && tidied.compareAndSet(last, now)) {
            used.values().removeIf(until -> until.isBefore(now));
        }
    }

    /** Who is on the line. */
    sealed interface Caller {

        record Known(RegisteredAgent agent) implements Caller {}

        record Nobody(Problem problem) implements Caller {}
    }
}
