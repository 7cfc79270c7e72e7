package writeback.bot.premises.changing;

import java.util.Optional;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.plan.Plan;

/**
 * Orders changes from the relay. An order is a row in the outbox, written in the caller's transaction and handed out
 * until a signed reply lands; that is told by the durable event {@link #ANSWERED} with the change's id as key.
 */
public interface RelayChanges {

    String ANSWERED = "premises.change-answered";

    /**
     * Orders one action of an approved plan.
     *
     * @return the command's id; ordering the same change and index again returns the same id and writes nothing
     */
    String order(Plan plan, PlannedChange change);

    /** The agent's answer, once there is one. {@code Refused} with code {@code expired} when none came in time. */
    Optional<Outcome> outcome(String commandId);
}
