package writeback.bot.premises;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.Place;
import writeback.bot.audit.AuditTrail;
import writeback.bot.premises.changing.RelayChanges;
import writeback.bot.schedule.Events;
import writeback.relay.protocol.json.OutcomeKind;
import writeback.relay.protocol.message.ChainHead;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.Problem;
import writeback.relay.protocol.message.Rejection;
import writeback.relay.protocol.message.Reply;
import writeback.relay.protocol.message.ReplyEnvelope;

/** Takes replies in: signed by the agent on the line, for what it has in its hands, each applied once. */
final class ReplyDesk {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyDesk.class);

    private static final int LONGEST_NAME = 400;

    private final Outbox outbox;
    private final Place place;
    private final Events events;
    private final JournalHeads heads;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final AwaitedReadings awaited;

    ReplyDesk(
            Outbox outbox,
            Place place,
            Events events,
            JournalHeads heads,
            AuditTrail trail,
            TransactionTemplate transaction,
            AwaitedReadings awaited) {
        this.outbox = outbox;
        this.place = place;
        this.events = events;
        this.heads = heads;
        this.trail = trail;
        this.transaction = transaction;
        this.awaited = awaited;
    }

    Taken take(RegisteredAgent agent, String sealed) {
        Opened<ReplyEnvelope> opened = ReplyEnvelope.open(sealed, agent.id(), agent.key());
        if (opened instanceof Opened.Rejected<ReplyEnvelope> rejected) {
            LOG.warn(
                    "reply of relay {} rejected, {}: {}",
                    agent.id(),
                    rejected.code().code(),
                    rejected.detail());
            return new Taken.Rejected(new Problem(rejected.code().code(), rejected.detail()));
        }
        ReplyEnvelope envelope = ((Opened.Verified<ReplyEnvelope>) opened).content();
        if (!envelope.tenant().equals(place.tenant().id())
                || !envelope.premises().equals(place.premises().id())) {
            return new Taken.Rejected(
                    new Problem("wrong-place", "from " + envelope.tenant() + "/" + envelope.premises()));
        }
        Reply reply = envelope.reply();
        @Nullable ChainHead journal = envelope.journal();
        if (journal != null && !journal.plausible()) {
            return new Taken.Rejected(new Problem(Rejection.UNREADABLE.code(), "the journal's head is none"));
        }
        if (journal != null) {
            heads.heard(agent.id(), journal);
        }
        boolean applied = Boolean.TRUE.equals(transaction.execute(status -> apply(agent, reply, journal)));
        if (applied) {
            awaited.answered(reply.commandId(), reply.outcome());
        } else {
            LOG.info("reply of relay {} to {} is out of date, nothing to do", agent.id(), reply.commandId());
        }
        return applied ? new Taken.Applied() : new Taken.OutOfDate();
    }

    private boolean apply(RegisteredAgent agent, Reply reply, @Nullable ChainHead journal) {
        Optional<Outbox.Ordered> change = outbox.change(reply.commandId());
        boolean taken = reply.outcome() instanceof Outcome.Waiting
                ? outbox.waits(reply.commandId(), reply.fence(), agent.id())
                : outbox.answer(
                        reply.commandId(),
                        reply.fence(),
                        agent.id(),
                        believed(agent, reply, change),
                        operator(reply.operator()));
        if (!taken) {
            return false;
        }
        change.ifPresent(ordered -> {
            events.publish(RelayChanges.ANSWERED, ordered.changeId());
            trail.append("relay.answered", "relay:" + agent.id(), ordered.changeId(), details(reply, journal));
        });
        return true;
    }

    /** Nobody has carried out what nobody was let start: such a relay, or our own memory, is not to be relied on. */
    private static Outcome believed(RegisteredAgent agent, Reply reply, Optional<Outbox.Ordered> change) {
        boolean odd = reply.outcome() instanceof Outcome.Done
                && change.filter(ordered -> !ordered.started()).isPresent();
        if (!odd) {
            return reply.outcome();
        }
        LOG.error("relay {} says that {} is done, which it was not let start", agent.id(), reply.commandId());
        return new Outcome.InDoubt("relay " + agent.id() + " says that it is done, and was never let start it");
    }

    /** With the line of the agent's own trail that it answered from: the two trails cite each other. */
    private static Map<String, String> details(Reply reply, @Nullable ChainHead journal) {
        return Map.of(
                "command", reply.commandId(),
                "fence", String.valueOf(reply.fence()),
                "outcome", OutcomeKind.of(reply.outcome()).tag(),
                "journal", journal == null ? "" : journal.text());
    }

    /** A name is not trusted to be short, or on one line. */
    private static @Nullable String operator(@Nullable String said) {
        if (said == null || said.isBlank()) {
            return null;
        }
        String line = said.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?").strip();
        return line.substring(0, Math.min(LONGEST_NAME, line.length()));
    }

    /** What became of a reply. */
    sealed interface Taken {

        record Applied() implements Taken {}

        /** Answered before, over, unknown, or handed out anew since: it need not be sent again. */
        record OutOfDate() implements Taken {}

        record Rejected(Problem problem) implements Taken {}
    }
}
