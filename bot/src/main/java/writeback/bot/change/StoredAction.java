package writeback.bot.change;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.plan.Action;

/**
 * One action of a change as it is stored.
 *
 * @param handle the relay's command id or the cloud's operation address
 * @param progress what was seen before it started and on the way, by name
 * @param outcome the relay's result as JSON, values before and place of the backup included
 */
record StoredAction(
        int index,
        Action action,
        ActionState state,
        @Nullable String handle,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Detail detail,
        Map<String, String> progress,
        @Nullable String outcome) {

    private static final String OPERATOR = "operator";

    StoredAction ordered(String commandId, Instant at) {
        return new StoredAction(index, action, ActionState.ORDERED, commandId, at, null, detail, progress, outcome);
    }

    /** A person did, at the relay's console. */
    StoredAction carriedOutBy(String operator) {
        Map<String, String> now = new HashMap<>(progress);
        now.put(OPERATOR, operator);
        return new StoredAction(index, action, state, handle, startedAt, endedAt, detail, now, outcome);
    }

    /** Who carried it out at the relay's console, in the relay's words; empty when the relay or the bot did. */
    String operator() {
        return progress.getOrDefault(OPERATOR, "");
    }

    StoredAction waiting(Detail where) {
        return new StoredAction(index, action, ActionState.WAITING, handle, startedAt, null, where, progress, outcome);
    }

    StoredAction started(Map<String, String> before, Instant at) {
        return new StoredAction(index, action, ActionState.STARTED, null, at, null, detail, before, outcome);
    }

    StoredAction running(String operation) {
        return new StoredAction(
                index, action, ActionState.RUNNING, operation, startedAt, null, detail, progress, outcome);
    }

    StoredAction progressed(Map<String, String> now) {
        return new StoredAction(index, action, state, handle, startedAt, null, detail, now, outcome);
    }

    StoredAction inDoubt(Detail why) {
        return new StoredAction(index, action, ActionState.IN_DOUBT, handle, startedAt, null, why, progress, outcome);
    }

    StoredAction ended(ActionState end, Detail how, @Nullable String result, Instant at) {
        return new StoredAction(index, action, end, handle, startedAt, at, how, progress, result);
    }

    ChangeView.ActionOutcome view() {
        ChangeView.Progress progressed =
                switch (state) {
                    case PENDING -> ChangeView.Progress.NOT_STARTED;
                    case WAITING -> ChangeView.Progress.WAITING;
                    case ORDERED, STARTED, RUNNING -> ChangeView.Progress.STARTED;
                    case DONE -> ChangeView.Progress.DONE;
                    case REFUSED -> ChangeView.Progress.REFUSED;
                    case FAILED -> ChangeView.Progress.FAILED;
                    case IN_DOUBT -> ChangeView.Progress.IN_DOUBT;
                };
        return new ChangeView.ActionOutcome(
                progressed, endedAt == null ? startedAt : endedAt, operator(), detail, outcome == null ? "" : outcome);
    }
}
