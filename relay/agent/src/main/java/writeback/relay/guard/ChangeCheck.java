package writeback.relay.guard;

import static writeback.relay.guard.Refusals.refuse;

import java.util.Optional;
import writeback.relay.journal.Entry;
import writeback.relay.journal.Journal;
import writeback.relay.operation.OperationContext.VerifiedChange;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.message.Approval;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.Outcome.Refused;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.MalformedPlanException;
import writeback.relay.protocol.plan.Plan;

/** Sees for itself that a change is what was approved: the plan, the action's place in it, and who said yes. */
final class ChangeCheck {

    /** A command with which the agent died so often is not taken in hand again. */
    static final int POISONED_AFTER = 3;

    private final Identity identity;
    private final Operations operations;
    private final Journal journal;

    ChangeCheck(Identity identity, Operations operations, Journal journal) {
        this.identity = identity;
        this.operations = operations;
        this.journal = journal;
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

    /** Why the journal cannot be relied on, if so. */
    Optional<Refused> unreliable() {
        return journal.damage().map(damage -> refuse("journal-damaged", damage)).or(() -> journal.loss()
                .map(loss -> refuse("journal-lost", loss)));
    }

    /**
     * What an earlier attempt at it leaves no choice but to answer: it killed the agent too often, or it may be among what
     * the journal has lost.
     */
    Optional<Outcome> past(Command command, Optional<Entry> entry) {
        if (entry.isPresent() && entry.get().deaths() >= POISONED_AFTER) {
            String detail = "the relay died " + entry.get().deaths() + " times with it in hand";
            return Optional.of(
                    entry.get().stage() == Entry.Stage.STARTED
                            ? new Outcome.InDoubt("poisoned: " + detail + "; it is not looked at again")
                            : refuse("poisoned", detail));
        }
        boolean handedOutBefore = command.fence() > 1;
        return entry.isEmpty() && handedOutBefore
                ? unreliable()
                        .map(why -> new Outcome.InDoubt(
                                why.code() + ": whether it was started before is not known; " + why.detail()))
                : Optional.empty();
    }

    /** What speaks against starting it now. */
    Optional<Refused> refusal(PlannedChange change, VerifiedChange verified) {
        return approval(change, verified.plan()).or(() -> order(change, verified));
    }

    private static Optional<Refused> approval(PlannedChange change, Plan plan) {
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

    /** An action runs once, after those before it that this agent can do, and never after one behind it. */
    private Optional<Refused> order(PlannedChange change, VerifiedChange verified) {
        int index = verified.index();
        for (int i = 0; i < verified.plan().actions().size(); i++) {
            Optional<Entry> entry = journal.find(change.hash(), i);
            boolean begun = entry.isPresent() && entry.get().stage() != Entry.Stage.RECEIVED;
            if (i == index && begun) {
                return Optional.of(refuse(
                        "already-started", "it was, as command " + entry.get().command()));
            }
            if (i > index && begun) {
                return Optional.of(refuse("out-of-order", "action " + i + " was started already"));
            }
            if (i < index && ours(verified.plan().actions().get(i)) && !succeeded(entry)) {
                return Optional.of(refuse("out-of-order", "action " + i + " has not succeeded here"));
            }
        }
        return Optional.empty();
    }

    private boolean ours(Action action) {
        return action.performer() == Action.Performer.RELAY
                && operations
                        .find(action.operation())
                        .filter(operation -> identity.capabilities().contains(operation.capability()))
                        .isPresent();
    }

    private static boolean succeeded(Optional<Entry> entry) {
        return entry.isPresent() && entry.get().outcome() instanceof Outcome.Done;
    }

    /** Whether the plan and the action's place in it are as the command says. */
    sealed interface Checked {

        record Yes(VerifiedChange change) implements Checked {}

        record No(Refused refusal) implements Checked {}
    }
}
