package writeback.relay.operation;

import static writeback.relay.protocol.message.Operations.CAPABILITY_DIRECTORY;

import java.util.Optional;
import writeback.relay.directory.Directories;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.GrantRights;

/**
 * Adds the entries that writeback needs to one object's access list, if the list is exactly the one that the plan was made
 * from. Nothing else in the descriptor changes.
 */
final class GrantRightsOnObject implements Operation {

    private final Directories directories;
    private final Bounds bounds;

    GrantRightsOnObject(Directories directories, Bounds bounds) {
        this.directories = directories;
        this.bounds = bounds;
    }

    @Override
    public String name() {
        return GrantRights.OPERATION;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String capability() {
        return CAPABILITY_DIRECTORY;
    }

    @Override
    public boolean changes() {
        return true;
    }

    /** One at a time: of two edits of one list the second would be lost. */
    @Override
    public synchronized Outcome run(OperationContext context) {
        return change(context).map(DaclChange::run).orElseGet(() -> wrongAction(context));
    }

    @Override
    public Outcome observe(OperationContext context) {
        return change(context).map(DaclChange::observe).orElseGet(() -> wrongAction(context));
    }

    private Optional<DaclChange> change(OperationContext context) {
        Action action = context.verifiedChange().action();
        return action instanceof GrantRights grant
                ? Optional.of(new DaclChange(directories, bounds, new DaclOrder.Grant(grant), context))
                : Optional.empty();
    }

    private static Outcome wrongAction(OperationContext context) {
        return new Outcome.Refused(
                "wrong-action",
                "the action is " + context.verifiedChange().action().operation(),
                "");
    }
}
