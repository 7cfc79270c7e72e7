package writeback.bot.premises.changing;

import java.util.Optional;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.plan.Plan;

/**
 * Orders changes from the relay. An order is a row in the outbox, written in the caller's transaction and handed out
 * until a signed reply lands; that, and that it waits for a person, is told by the durable event {@link #ANSWERED} with
 * the change's id as key.
 */
public interface RelayChanges {

    /** Code of a {@code Refused}: no relay that is connected knows the operation; the detail names them and their versions. */
    String TOO_OLD = "relay-too-old";

    String ANSWERED = "premises.change-answered";

    /**
     * Orders one action of an approved plan.
     *
     * @return the command's id; ordering the same change and index again returns the same id and writes nothing
     */
    String order(Plan plan, PlannedChange change);

    /** Name of the relay at whose console the command waits for a person; empty when it does not. */
    Optional<String> waitsAt(String commandId);

    /** Who carried it out at a relay's console, in the relay's words and untrusted; empty when the agent did. */
    Optional<String> operator(String commandId);

    /**
     * Whether the outcome was put down without a word of the relay that was let start it: for all we know it is still at
     * work.
     */
    boolean endedUnheard(String commandId);

    /** The agent's answer, once there is one. {@code Refused} with code {@code expired} when none came in time. */
    Optional<Outcome> outcome(String commandId);
}
