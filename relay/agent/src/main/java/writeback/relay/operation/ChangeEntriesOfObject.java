package writeback.relay.operation;

import static writeback.relay.protocol.message.Operations.CAPABILITY_DIRECTORY;

import java.util.Optional;
import java.util.function.Function;
import writeback.relay.directory.Directories;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.GrantRights;
import writeback.relay.protocol.plan.RevokeRights;

/**
 * Adds the entries that writeback needs to one object's access list, or takes away those that were granted. Nothing else in
 * the descriptor changes.
 */
final class ChangeEntriesOfObject implements Operation {

    private final String name;
    private final Function<Action, Optional<DaclOrder>> order;
    private final Directories directories;
    private final Bounds bounds;

    private ChangeEntriesOfObject(
            String name, Function<Action, Optional<DaclOrder>> order, Directories directories, Bounds bounds) {
        this.name = name;
        this.order = order;
        this.directories = directories;
        this.bounds = bounds;
    }

    /** Adds, if the list is exactly the one that the plan was made from. */
    static Operation grant(Directories directories, Bounds bounds) {
        return new ChangeEntriesOfObject(
                GrantRights.OPERATION,
                action -> action instanceof GrantRights grant
                        ? Optional.of(new DaclOrder.Grant(
                                grant.domain(), grant.target(), grant.trustee(), grant.entries(), grant.expected()))
                        : Optional.empty(),
                directories,
                bounds);
    }

    /** Takes away, if each is there once. Whatever else was changed in the access list since stays. */
    static Operation revoke(Directories directories, Bounds bounds) {
        return new ChangeEntriesOfObject(
                RevokeRights.OPERATION,
                action -> action instanceof RevokeRights revoke
                        ? Optional.of(new DaclOrder.Revoke(
                                revoke.domain(), revoke.target(), revoke.trustee(), revoke.entries()))
                        : Optional.empty(),
                directories,
                bounds);
    }

    @Override
    public String name() {
        return name;
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
        return order.apply(context.verifiedChange().action())
                .map(known -> new DaclChange(directories, bounds, known, context));
    }

    private static Outcome wrongAction(OperationContext context) {
        return new Outcome.Refused(
                "wrong-action",
                "the action is " + context.verifiedChange().action().operation(),
                "");
    }
}
