package writeback.bot.premises;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.Place;
import writeback.bot.premises.changing.RelayChanges;
import writeback.bot.schedule.Events;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.Problem;
import writeback.relay.protocol.message.Reply;
import writeback.relay.protocol.message.ReplyEnvelope;

/** Takes replies in: signed by the agent on the line, for what it has in its hands, each applied once. */
final class ReplyDesk {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyDesk.class);

    private final Outbox outbox;
    private final Place place;
    private final Events events;
    private final TransactionTemplate transaction;
    private final Pulse pulse;

    ReplyDesk(Outbox outbox, Place place, Events events, TransactionTemplate transaction, Pulse pulse) {
        this.outbox = outbox;
        this.place = place;
        this.events = events;
        this.transaction = transaction;
        this.pulse = pulse;
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
        boolean applied = Boolean.TRUE.equals(transaction.execute(status -> apply(agent, reply)));
        if (!applied) {
            LOG.info("reply of relay {} to {} is out of date, nothing to do", agent.id(), reply.commandId());
        }
        return applied ? new Taken.Applied() : new Taken.OutOfDate();
    }

    private boolean apply(RegisteredAgent agent, Reply reply) {
        if (!outbox.answer(reply.commandId(), reply.fence(), agent.id(), reply.outcome())) {
            return false;
        }
        Optional<String> change = outbox.changeOf(reply.commandId());
        change.ifPresent(id -> events.publish(RelayChanges.ANSWERED, id));
        pulse.wake();
        return true;
    }

    /** What became of a reply. */
    sealed interface Taken {

        record Applied() implements Taken {}

        /** Answered before, over, unknown, or handed out anew since: it need not be sent again. */
        record OutOfDate() implements Taken {}

        record Rejected(Problem problem) implements Taken {}
    }
}
