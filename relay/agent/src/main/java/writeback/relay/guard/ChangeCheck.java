package writeback.relay.guard;

import static writeback.relay.guard.Refusals.refuse;

import java.util.Optional;
import writeback.relay.operation.OperationContext.VerifiedChange;
import writeback.relay.protocol.message.Approval;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome.Refused;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.MalformedPlanException;
import writeback.relay.protocol.plan.Plan;

/** Sees for itself that a change is what was approved: the plan, the action's place in it, and who said yes. */
final class ChangeCheck {

    private final Identity identity;

    ChangeCheck(Identity identity) {
        this.identity = identity;
    }

    /** The plan, if it is one, for these premises, hashed as said, and the action told is the one in it. */
    Checked check(Command command, PlannedChange change) {
        if (!CanonicalPlan.hash(change.plan()).equals(change.hash())) {
            return new Checked.No(refuse("hash-mismatch", "the plan's hash is not " + change.hash()));
        }
        Plan plan;
        try {
            plan = CanonicalPlan.read(change.plan());
        } catch (MalformedPlanException e) {
            return new Checked.No(refuse("malformed-plan", String.valueOf(e.getMessage())));
        }
        if (!plan.tenant().equals(identity.tenant()) || !plan.premises().equals(identity.premises())) {
            return new Checked.No(refuse("wrong-place", "the plan is for " + plan.tenant() + "/" + plan.premises()));
        }
        int index = change.actionIndex();
        if (index < 0 || index >= plan.actions().size()) {
            return new Checked.No(refuse(
                    "index-out-of-range",
                    "action " + index + " of " + plan.actions().size()));
        }
        Action action = plan.actions().get(index);
        if (!action.operation().equals(command.operation())
                || action.operationVersion() != command.operationVersion()
                || action.performer() != Action.Performer.RELAY) {
            return new Checked.No(
                    refuse("action-mismatch", "action " + index + " of the plan is " + action.operation()));
        }
        return new Checked.Yes(new VerifiedChange(change.changeId(), plan, index));
    }

    /** Whether somebody other than the requester approved exactly this. */
    Optional<Refused> approval(PlannedChange change, Plan plan) {
        if (change.approvals().isEmpty()) {
            return Optional.of(refuse("not-approved", "nobody approved it"));
        }
        for (Approval approval : change.approvals()) {
            if (!approval.planHash().equals(change.hash())) {
                return Optional.of(refuse("approval-for-another-plan", "approved was " + approval.planHash()));
            }
            if (approval.person().isBlank()) {
                return Optional.of(refuse("not-approved", "an approval names nobody"));
            }
        }
        boolean byAnother = change.approvals().stream()
                .anyMatch(approval -> !approval.person().equalsIgnoreCase(plan.requester()));
        return byAnother
                ? Optional.empty()
                : Optional.of(refuse("approved-by-requester", "nobody but the requester approved it"));
    }

    /** Whether the plan and the action's place in it are as the command says. */
    sealed interface Checked {

        record Yes(VerifiedChange change) implements Checked {}

        record No(Refused refusal) implements Checked {}
    }
}
