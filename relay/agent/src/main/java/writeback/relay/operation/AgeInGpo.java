package writeback.relay.operation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.backup.BackupFolder;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.grouppolicy.CutEdit;
import writeback.relay.grouppolicy.GpLink;
import writeback.relay.grouppolicy.GpoBackup;
import writeback.relay.grouppolicy.GpoEdit;
import writeback.relay.grouppolicy.GpoFolder;
import writeback.relay.grouppolicy.GpoSnapshot;
import writeback.relay.grouppolicy.LinkedGpoReader;
import writeback.relay.grouppolicy.MalformedPolicyException;
import writeback.relay.grouppolicy.Sysvol;
import writeback.relay.grouppolicy.SysvolFiles;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.fact.WinningGpo;
import writeback.relay.protocol.message.AgeSet;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/** One change of the minimum password age in the GPO that decides, on the PDC emulator of one domain as one account. */
final class AgeInGpo {

    private static final String PRECONDITION = "precondition-failed";
    private static final String NOT_APPLIED = "not-applied";
    private static final String NOT_WRITTEN = "not-written";

    private final Directory directory;
    private final Sysvol sysvol;
    private final Account account;
    private final SetMinimumPasswordAge set;
    private final Bounds bounds;
    private final OperationContext context;

    AgeInGpo(
            Directory directory,
            Sysvol sysvol,
            Account account,
            SetMinimumPasswordAge set,
            Bounds bounds,
            OperationContext context) {
        this.bounds = bounds;
        this.directory = directory;
        this.sysvol = sysvol;
        this.account = account;
        this.set = set;
        this.context = context;
    }

    /** Makes the change. */
    Outcome run() {
        try (DomainSession session = directory.openForChange(account);
                SysvolFiles files = sysvol.open(session, account)) {
            Optional<Outcome> lost = bounds.serverRefused(session.host()).or(() -> notWinning(session, files));
            return lost.isPresent() ? lost.get() : edit(session, files);
        } catch (DirectoryTrouble e) {
            return Troubles.failed(e);
        } catch (MalformedPolicyException e) {
            return new Outcome.Failed("gpo-malformed", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Outcome.Failed("gpo-files-failed", e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private Optional<Outcome> notWinning(DomainSession session, SysvolFiles files) {
        Sighting<Optional<LinkedGpo>> winner =
                LinkedGpoReader.read(session, files).flatMap(WinningGpo::forMinimumPasswordAge);
        if (winner instanceof Unseen<Optional<LinkedGpo>> unseen) {
            return Optional.of(Troubles.failed("directory", unseen));
        }
        Optional<LinkedGpo> found = ((Seen<Optional<LinkedGpo>>) winner).value();
        if (found.isPresent() && found.get().id().equals(set.gpo())) {
            return Optional.empty();
        }
        return Optional.of(new Outcome.Failed(
                PRECONDITION,
                found.map(gpo -> "the GPO that decides is now " + gpo.name())
                        .orElse("no GPO at the domain root defines the value any more")));
    }

    private Outcome edit(DomainSession session, SysvolFiles files)
            throws DirectoryTrouble, MalformedPolicyException, IOException {
        GpoSnapshot before = snapshot(session, files);
        GpoContents contents = before.contents();
        if (!Objects.equals(contents.minimumPasswordAgeDays(), set.beforeDays())) {
            return new Outcome.Failed(PRECONDITION, "found " + days(contents.minimumPasswordAgeDays()));
        }
        if (contents.versionsDiffer()) {
            return new Outcome.Failed(
                    "versions-differ",
                    "directory " + contents.directoryVersion() + ", SYSVOL " + contents.sysvolVersion());
        }
        GpoEdit edit = GpoEdit.of(before, set.afterDays());
        GpoBackup backup = GpoBackup.write(
                backups(),
                backupName(),
                before,
                edit,
                set.afterDays(),
                session.domain(),
                session.host(),
                context.clock().instant());
        Optional<Outcome> late = context.tooLate();
        if (late.isPresent()) {
            return late.get();
        }
        GpoEdit.Result result = edit.apply(session);
        files.close();
        return result instanceof GpoEdit.Unclear unclear
                ? settle(unclear.detail(), backup, session.host())
                : ended(result, backup, NOT_WRITTEN);
    }

    /** No answer came, yet it may be written: looks over a new connection, and puts back what is half-made. */
    private Outcome settle(String detail, GpoBackup backup, String host) {
        try (DomainSession session = directory.openForChange(account);
                SysvolFiles files = sysvol.open(session, account)) {
            if (!session.host().equals(host)) {
                // Another domain controller, to which the role went meanwhile, may not know of the change yet.
                return new Outcome.InDoubt(detail + "; not looked at on " + host + " again" + byHand(backup));
            }
            Outcome found = look(session, files, backup, Operation.Leave.PUT_BACK);
            if (found instanceof Outcome.Failed failed) {
                return new Outcome.Failed(NOT_WRITTEN, detail + "; " + failed.detail());
            }
            return found instanceof Outcome.InDoubt doubt ? new Outcome.InDoubt(detail + "; " + doubt.detail()) : found;
        } catch (DirectoryTrouble | MalformedPolicyException | IOException e) {
            return new Outcome.InDoubt(detail + "; the look failed: " + e.getMessage() + byHand(backup));
        }
    }

    private Outcome ended(GpoEdit.Result result, GpoBackup backup, String codeIfNot) {
        if (result instanceof GpoEdit.NotEdited not) {
            return new Outcome.Failed(codeIfNot, not.detail());
        }
        if (result instanceof GpoEdit.Unclear unclear) {
            return new Outcome.InDoubt(unclear.detail() + byHand(backup));
        }
        return readBack(backup);
    }

    /** Over a new connection: the one that wrote may be the one that broke. */
    private Outcome readBack(GpoBackup backup) {
        try (DomainSession session = directory.openForChange(account);
                SysvolFiles files = sysvol.open(session, account)) {
            GpoContents now = snapshot(session, files).contents();
            if (Objects.equals(now.minimumPasswordAgeDays(), set.afterDays())
                    && !now.versionsDiffer()
                    && now.directoryVersion() != backup.before().version().computer()) {
                return Troubles.done(new AgeSet(
                        session.host(),
                        set.beforeDays(),
                        set.afterDays(),
                        now.directoryVersion(),
                        backup.folder().toString()));
            }
            return new Outcome.InDoubt("written, but read back " + described(now) + byHand(backup));
        } catch (DirectoryTrouble | MalformedPolicyException e) {
            return new Outcome.InDoubt("written, but not read back: " + e.getMessage());
        }
    }

    /** Looks what became of it, and brings what was cut off half way to an end as far as it has leave to. */
    Outcome resume(Operation.Leave leave) {
        try (DomainSession session = directory.openForChange(account);
                SysvolFiles files = sysvol.open(session, account)) {
            Optional<GpoBackup> backup = GpoBackup.last(backups(), backupName());
            if (backup.isEmpty()) {
                return new Outcome.Failed(NOT_APPLIED, "it had not come as far as the backup");
            }
            return look(session, files, backup.get(), leave);
        } catch (DirectoryTrouble | MalformedPolicyException | IOException e) {
            return new Outcome.InDoubt("the look failed: " + e.getMessage());
        }
    }

    private Outcome look(DomainSession session, SysvolFiles files, GpoBackup backup, Operation.Leave leave)
            throws DirectoryTrouble, MalformedPolicyException, IOException {
        boolean mayWrite = leave != Operation.Leave.LOOK
                && bounds.serverRefused(session.host()).isEmpty();
        if (mayWrite) {
            // First, so that no write of before comes after the look.
            new GpoFolder(files, session.domain(), set.gpo()).tidy();
        }
        GpoSnapshot now = snapshot(session, files);
        CutEdit cut = CutEdit.look(backup.edit(now), now);
        if (cut.nothingWritten()) {
            return new Outcome.Failed(NOT_APPLIED, "the GPO is as it was");
        }
        if (cut.everythingWritten() || cut.touchedByOthers() && !now.contents().versionsDiffer()) {
            return readBack(backup);
        }
        if (cut.touchedByOthers() || !mayWrite) {
            return new Outcome.InDoubt("half-made: " + cut + byHand(backup));
        }
        boolean finish =
                leave == Operation.Leave.FINISH && notWinning(session, files).isEmpty();
        return ended(finish ? cut.finish(session) : cut.putBack(session), backup, NOT_APPLIED);
    }

    private GpoSnapshot snapshot(DomainSession session, SysvolFiles files) throws DirectoryTrouble {
        List<GpLink.Entry> links = LinkedGpoReader.links(session).entries();
        for (GpLink.Entry link : links) {
            if (link.id().equals(set.gpo())) {
                return GpoSnapshot.read(session, link, files);
            }
        }
        throw new DirectoryTrouble(Cause.FAILED, "the GPO is no longer linked at the domain root");
    }

    private Path backups() {
        return context.dataFolder().resolve("backups");
    }

    private String backupName() {
        return context.verifiedChange().folderName();
    }

    private static String byHand(GpoBackup backup) {
        return "; how to put it back by hand: " + backup.folder().resolve(BackupFolder.README);
    }

    private static String described(GpoContents contents) {
        return days(contents.minimumPasswordAgeDays()) + ", version " + contents.directoryVersion()
                + " in the directory and " + contents.sysvolVersion() + " in SYSVOL";
    }

    private static String days(@Nullable Integer days) {
        return days == null ? "no value" : days + " days";
    }
}
