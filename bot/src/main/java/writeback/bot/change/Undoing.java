package writeback.bot.change;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import writeback.bot.runbook.Inverse;
import writeback.bot.runbook.Verification;
import writeback.relay.protocol.plan.Action;

/**
 * Whether a change can be taken back, and by what. What is in doubt is not taken back: nobody knows that it was carried
 * out.
 */
final class Undoing {

    static final Set<ChangeState> ENDED_WITH_EFFECT =
            EnumSet.of(ChangeState.DONE, ChangeState.UNVERIFIED, ChangeState.FAILED);

    private Undoing() {}

    /** The actions of this change that were carried out. */
    static List<Action> applied(ChangeRequest change) {
        return ENDED_WITH_EFFECT.contains(change.state())
                ? change.actions().stream()
                        .filter(action -> action.state() == ActionState.DONE)
                        .map(StoredAction::action)
                        .toList()
                : List.of();
    }

    /** What takes it back. */
    static Optional<List<Action>> actions(ChangeRequest change) {
        return Inverse.of(applied(change));
    }

    /**
     * What speaks against taking it back.
     *
     * @param undo the newest request that does so, if there is one
     */
    static Optional<Refusal> against(ChangeRequest change, Optional<ChangeRequest> undo) {
        if (change.plan().actions().stream().allMatch(Verification::leavesNothing)) {
            return Optional.of(Refusal.REHEARSAL_STAYS);
        }
        if (applied(change).isEmpty()) {
            return Optional.of(Refusal.NOTHING_TO_UNDO);
        }
        if (actions(change).isEmpty()) {
            return Optional.of(Refusal.NO_WAY_BACK);
        }
        boolean taken = undo.map(ChangeRequest::state)
                .filter(state -> state == ChangeState.DONE || state == ChangeState.UNVERIFIED)
                .isPresent();
        if (taken) {
            return Optional.of(Refusal.ALREADY_UNDONE);
        }
        return undo.filter(one -> !Transitions.ended(one.state())).map(open -> Refusal.ALREADY_OPEN);
    }
}
