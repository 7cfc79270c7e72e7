package writeback.relay.operation;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.Plan;

/**
 * What a run may know.
 *
 * @param arguments of a reading operation, by name; untrusted
 * @param change for a changing operation the plan that the guard has verified; null for a reading one
 * @param dataFolder the agent's own folder
 * @param writesBefore when it is too late for a change's first write
 */
public record OperationContext(
        Map<String, String> arguments,
        @Nullable VerifiedChange change,
        Clock clock,
        Path dataFolder,
        Instant writesBefore) {

    /** A change may begin to write until its plan ends. */
    public OperationContext(
            Map<String, String> arguments, @Nullable VerifiedChange change, Clock clock, Path dataFolder) {
        this(
                arguments,
                change,
                clock,
                dataFolder,
                change == null ? Instant.MAX : change.plan().expiresAt());
    }

    /** The same, to begin to write before that moment too. */
    public OperationContext before(Instant end) {
        return new OperationContext(
                arguments, change, clock, dataFolder, end.isBefore(writesBefore) ? end : writesBefore);
    }

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

    /**
     * To be asked right before a change's first write. A process may stand still for hours between its start and here; by
     * then others have looked for the change and have told people that it did not happen.
     */
    Optional<Outcome> tooLate() {
        Instant now = clock.instant();
        return now.isBefore(writesBefore)
                ? Optional.empty()
                : Optional.of(new Outcome.Failed(
                        "too-late",
                        "nothing was changed: it was to begin before " + writesBefore
                                + ", and this machine's clock says " + now));
    }

    /** The change of a changing operation. */
    VerifiedChange verifiedChange() {
        if (change == null) {
            throw new IllegalArgumentException("a changing operation needs a verified change");
        }
        return change;
    }
}
