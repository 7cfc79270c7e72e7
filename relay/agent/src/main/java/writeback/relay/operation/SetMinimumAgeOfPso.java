package writeback.relay.operation;

import static writeback.relay.protocol.message.Operations.CAPABILITY_DIRECTORY;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import writeback.relay.backup.BackupFolder;
import writeback.relay.directory.Directories;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.pso.PsoAge;
import writeback.relay.directory.pso.PsoBackup;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.message.Applied;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/**
 * Sets the minimum age of one PSO on the PDC emulator, if it holds the value before: one modify that the server makes as a
 * whole or not at all, so a run that was cut off leaves nothing half-made.
 */
final class SetMinimumAgeOfPso implements Operation {

    private final Directories directories;
    private final Bounds bounds;

    SetMinimumAgeOfPso(Directories directories, Bounds bounds) {
        this.directories = directories;
        this.bounds = bounds;
    }

    @Override
    public String name() {
        return SetPsoMinimumAge.OPERATION;
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

    @Override
    public Outcome run(OperationContext context) {
        Action action = context.verifiedChange().action();
        if (!(action instanceof SetPsoMinimumAge set)) {
            return new Outcome.Refused("wrong-action", "the action is " + action.operation(), "");
        }
        return bounds.domainRefused(set.domain())
                .or(() -> bounds.ageRefused(set.after()))
                .orElseGet(
                        () -> DomainChoice.of(directories, set.domain(), directory -> change(directory, set, context)));
    }

    private Outcome change(Directory directory, SetPsoMinimumAge set, OperationContext context) {
        Account account = directory.settings().accounts().changing();
        if (account == null) {
            return new Outcome.Refused("not-configured", "no changing account", "directory.accounts.changing");
        }
        try (DomainSession session = directory.openForChange(account)) {
            Optional<Outcome> elsewhere = bounds.serverRefused(session.host());
            if (elsewhere.isPresent()) {
                return elsewhere.get();
            }
            PsoAge before = PsoAge.read(session, set.pso());
            if (!before.age().equals(set.before())) {
                return new Outcome.Failed("precondition-failed", "found " + before.age());
            }
            Path backup = PsoBackup.write(
                    backups(context),
                    context.verifiedChange().folderName(),
                    before,
                    set,
                    session.host(),
                    context.clock().instant());
            Optional<Outcome> late = context.tooLate();
            if (late.isPresent()) {
                return late.get();
            }
            try {
                before.change(session, set.after());
            } catch (LDAPException e) {
                DirectoryTrouble trouble = DirectoryTrouble.of(set.pso(), e);
                return e.getResultCode().isClientSideResultCode()
                        ? look(directory, account, set, backup, "not-written")
                        : new Outcome.Failed("not-written", String.valueOf(trouble.getMessage()));
            }
            return look(directory, account, set, backup, "not-written");
        } catch (DirectoryTrouble e) {
            return Troubles.failed(e);
        } catch (IOException e) {
            return new Outcome.Failed("backup-failed", e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    /** Over a new connection: the one that wrote may be the one that broke. */
    private static Outcome look(
            Directory directory, Account account, SetPsoMinimumAge set, Path backup, String codeIfBefore) {
        try (DomainSession session = directory.openForChange(account)) {
            PsoAge now = PsoAge.read(session, set.pso());
            if (now.age().equals(set.after())) {
                return Troubles.done(new Applied(session.host(), backup.toString(), Sighting.seen(true)));
            }
            return now.age().equals(set.before())
                    ? new Outcome.Failed(codeIfBefore, "the PSO is as it was")
                    : new Outcome.InDoubt("somebody else set " + now.age() + "; what was before: " + backup);
        } catch (DirectoryTrouble e) {
            return new Outcome.InDoubt("not read back: " + e.getMessage() + "; what was before: " + backup);
        }
    }

    @Override
    public Outcome observe(OperationContext context) {
        Action action = context.verifiedChange().action();
        Optional<Directory> directory = directories.byDomain(action.domain());
        Account account =
                directory.map(found -> found.settings().accounts().changing()).orElse(null);
        if (!(action instanceof SetPsoMinimumAge set) || directory.isEmpty() || account == null) {
            return new Outcome.InDoubt("this agent cannot look at what became of " + action.operation());
        }
        return BackupFolder.last(backups(context), context.verifiedChange().folderName())
                .map(backup -> look(directory.get(), account, set, backup.path(), "not-applied"))
                .orElseGet(() -> new Outcome.Failed("not-applied", "it had not come as far as the backup"));
    }

    private static Path backups(OperationContext context) {
        return context.dataFolder().resolve("backups");
    }
}
