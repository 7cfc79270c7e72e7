package writeback.relay.operation;

import static writeback.relay.protocol.message.Operations.CAPABILITY_DIRECTORY;

import java.time.Duration;
import writeback.relay.directory.Directories;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.grouppolicy.Sysvol;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/**
 * Sets the minimum password age in the GPO that decides, if the world is as the plan expects: this GPO still wins, holds
 * the value before, and its two versions agree. A GPO that does not define the value cannot win, so nothing is ever
 * created. The GPO is backed up first, below {@code backups} in the data folder.
 */
final class SetMinimumPasswordAgeInGpo implements Operation {

    private final Directories directories;
    private final Bounds bounds;

    SetMinimumPasswordAgeInGpo(Directories directories, Bounds bounds) {
        this.directories = directories;
        this.bounds = bounds;
    }

    @Override
    public String name() {
        return SetMinimumPasswordAge.OPERATION;
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

    /** One at a time: two edits of one GPO would trip over each other's files. */
    @Override
    public synchronized Outcome run(OperationContext context) {
        Action action = context.verifiedChange().action();
        if (!(action instanceof SetMinimumPasswordAge set)) {
            return new Outcome.Refused("wrong-action", "the action is " + action.operation(), "");
        }
        return bounds.domainRefused(set.domain())
                .or(() -> bounds.ageRefused(Duration.ofDays(set.afterDays())))
                .orElseGet(
                        () -> DomainChoice.of(directories, set.domain(), directory -> change(directory, set, context)));
    }

    private Outcome change(Directory directory, SetMinimumPasswordAge set, OperationContext context) {
        Account account = directory.settings().accounts().changing();
        return account == null
                ? new Outcome.Refused("not-configured", "no changing account", "directory.accounts.changing")
                : new AgeInGpo(directory, Sysvol.of(directory.settings()), account, set, bounds, context).run();
    }

    @Override
    public Outcome observe(OperationContext context) {
        return resume(context, Leave.LOOK);
    }

    @Override
    public synchronized Outcome resume(OperationContext context, Leave leave) {
        Action action = context.verifiedChange().action();
        Directory directory = directories.byDomain(action.domain()).orElse(null);
        Account account =
                directory == null ? null : directory.settings().accounts().changing();
        if (!(action instanceof SetMinimumPasswordAge set) || directory == null || account == null) {
            return new Outcome.InDoubt("this agent cannot look at what became of " + action.operation());
        }
        return new AgeInGpo(directory, Sysvol.of(directory.settings()), account, set, bounds, context).resume(leave);
    }
}
