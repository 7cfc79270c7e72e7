package writeback.relay.operation;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.Plan;

/**
 * What a run may know.
 *
 * @param arguments of a reading operation, by name; untrusted
 * @param change for a changing operation the plan that the guard has verified; null for a reading one
 * @param dataFolder the agent's own folder
 */
public record OperationContext(
        Map<String, String> arguments, @Nullable VerifiedChange change, Clock clock, Path dataFolder) {

    /**
     * An approved action, its plan's hash computed again and its expiry checked.
     *
     * @param index of the action in the plan, from 0
     */
    public record VerifiedChange(String changeId, Plan plan, int index) {

        /** Name for what is kept of this action in the data folder. */
        public String folderName() {
            return (changeId + "-" + index).replaceAll("[^A-Za-z0-9_-]", "_");
        }

        public Action action() {
            return plan.actions().get(index);
        }
    }

    /** The change of a changing operation. */
    VerifiedChange verifiedChange() {
        if (change == null) {
            throw new IllegalArgumentException("a changing operation needs a verified change");
        }
        return change;
    }
}
