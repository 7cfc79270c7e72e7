package writeback.bot.change;

import static writeback.bot.change.ChangeEvent.ALL_APPLIED;
import static writeback.bot.change.ChangeEvent.APPROVE;
import static writeback.bot.change.ChangeEvent.CONTRADICT;
import static writeback.bot.change.ChangeEvent.EXPIRE;
import static writeback.bot.change.ChangeEvent.FAIL;
import static writeback.bot.change.ChangeEvent.FOUND_APPLIED;
import static writeback.bot.change.ChangeEvent.LOSE_SIGHT;
import static writeback.bot.change.ChangeEvent.NOT_CONFIRMED;
import static writeback.bot.change.ChangeEvent.REJECT;
import static writeback.bot.change.ChangeEvent.START;
import static writeback.bot.change.ChangeEvent.TIME_OUT;
import static writeback.bot.change.ChangeEvent.VERIFY;
import static writeback.bot.change.ChangeEvent.WITHDRAW;
import static writeback.bot.change.ChangeEvent.WORLD_MOVED;
import static writeback.bot.change.ChangeState.APPLYING;
import static writeback.bot.change.ChangeState.APPROVED;
import static writeback.bot.change.ChangeState.AWAITING_APPROVAL;
import static writeback.bot.change.ChangeState.DONE;
import static writeback.bot.change.ChangeState.EXPIRED;
import static writeback.bot.change.ChangeState.FAILED;
import static writeback.bot.change.ChangeState.IN_DOUBT;
import static writeback.bot.change.ChangeState.REJECTED;
import static writeback.bot.change.ChangeState.STALE;
import static writeback.bot.change.ChangeState.UNVERIFIED;
import static writeback.bot.change.ChangeState.VERIFYING;
import static writeback.bot.change.ChangeState.WITHDRAWN;

import java.util.List;
import java.util.Locale;

/**
 * The whole life of a change request as data; every other move throws. A test fails when the suite never takes a row, and
 * the diagram in the documents is made from it.
 *
 * <p>Waiting for an operator at the relay's console is no state of a request but of one of its actions ({@link
 * ActionState#WAITING}): those before it have been carried out already, and the request is applying either way. Taking a
 * change back is a request of its own.
 */
final class Transitions {

    static final List<Transition> ALL = List.of(
            row(AWAITING_APPROVAL, APPROVE, APPROVED),
            row(AWAITING_APPROVAL, REJECT, REJECTED),
            row(AWAITING_APPROVAL, WITHDRAW, WITHDRAWN),
            row(AWAITING_APPROVAL, EXPIRE, EXPIRED),
            row(APPROVED, EXPIRE, EXPIRED),
            row(APPROVED, WORLD_MOVED, STALE),
            row(APPROVED, START, APPLYING),
            row(APPLYING, ALL_APPLIED, VERIFYING),
            row(APPLYING, FAIL, FAILED),
            row(APPLYING, LOSE_SIGHT, IN_DOUBT),
            row(IN_DOUBT, FOUND_APPLIED, VERIFYING),
            row(IN_DOUBT, NOT_CONFIRMED, FAILED),
            row(VERIFYING, VERIFY, DONE),
            row(VERIFYING, CONTRADICT, FAILED),
            row(VERIFYING, TIME_OUT, UNVERIFIED));

    private Transitions() {}

    /**
     * Where an event leads.
     *
     * @throws IllegalTransitionException when the table has no such row
     */
    static ChangeState next(ChangeState from, ChangeEvent event) {
        return ALL.stream()
                .filter(row -> row.from() == from && row.event() == event)
                .map(Transition::to)
                .findFirst()
                .orElseThrow(() -> new IllegalTransitionException(from, event));
    }

    /** Whether this is a recorded outcome: nothing follows. */
    static boolean ended(ChangeState state) {
        return ALL.stream().noneMatch(row -> row.from() == state);
    }

    /** As a Mermaid state diagram. */
    static String diagram() {
        StringBuilder text = new StringBuilder("stateDiagram-v2\n    [*] --> awaiting_approval\n");
        for (Transition row : ALL) {
            text.append("    %s --> %s: %s\n"
                    .formatted(name(row.from()), name(row.to()), row.event().text()));
        }
        for (ChangeState state : ChangeState.values()) {
            if (ended(state)) {
                text.append("    ").append(name(state)).append(" --> [*]\n");
            }
        }
        return text.toString();
    }

    private static String name(ChangeState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static Transition row(ChangeState from, ChangeEvent event, ChangeState to) {
        return new Transition(from, event, to);
    }
}
