package writeback.relay.guard;

import static writeback.relay.guard.Refusals.refuse;

import java.util.Optional;
import writeback.relay.journal.Entry;
import writeback.relay.journal.Journal;
import writeback.relay.operation.OperationContext.VerifiedChange;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.Outcome.Refused;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.plan.Action;

/** Holds an action against what the journal knows of its plan. */
final class OrderCheck {

    /** A command with which the agent died so often is not taken in hand again. */
    static final int POISONED_AFTER = 3;

    private final Identity identity;
    private final Operations operations;
    private final Journal journal;

    OrderCheck(Identity identity, Operations operations, Journal journal) {
        this.identity = identity;
        this.operations = operations;
        this.journal = journal;
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

    /** An action runs once, after those before it that this agent can do, and never after one behind it. */
    Optional<Refused> refusal(PlannedChange change, VerifiedChange verified) {
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
}
