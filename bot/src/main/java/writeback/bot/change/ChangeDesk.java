package writeback.bot.change;

import java.util.List;
import java.util.Optional;
import writeback.bot.identity.PersonId;
import writeback.relay.protocol.plan.Plan;

/**
 * Where changes are asked for and decided. Every move is told by the durable event {@link #MOVED} with the request's id as
 * key, stored with the move.
 */
public interface ChangeDesk {

    String MOVED = "change.moved";

    /**
     * Asks for a plan to be approved.
     *
     * @param requesterName as Teams shows it; a foreign value
     * @param reason 1 to 500 characters
     * @param consentGiven whether the requester accepted what the plan costs
     */
    Decision request(PersonId requester, String requesterName, Plan plan, String reason, boolean consentGiven);

    /**
     * What would take a change back: a plan of its own, to be asked for and approved like any other. Nothing is stored.
     *
     * @param change what was carried out
     */
    UndoPlan planUndo(PersonId requester, String change);

    /**
     * Asks for the approval of such a plan.
     *
     * @param undoes the change that it takes back; refused when the plan is not what takes it back now
     */
    Decision requestUndo(
            PersonId requester, String requesterName, Plan plan, String reason, boolean consentGiven, String undoes);

    /**
     * Approves. The approver's active directory roles are read with their own token now, so this may take seconds.
     *
     * @param version of the request as it was shown
     */
    Decision approve(String change, int version, PersonId approver, String approverName, String note);

    Decision reject(String change, int version, PersonId decider, String deciderName, String note);

    /** Only by the requester, only before approval. */
    Decision withdraw(String change, int version, PersonId requester);

    Optional<ChangeView> find(String change);

    /** Requests that have not ended, newest first. */
    List<ChangeView> open();

    /** The newest changes that can be taken back, at most as many as this, newest first. */
    List<ChangeView> undoable(int atMost);
}
