package writeback.relay.operation;

import static writeback.relay.protocol.message.Operations.CAPABILITY_DIRECTORY;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectoryConnector;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.grouppolicy.GpLink;
import writeback.relay.grouppolicy.GpoBackup;
import writeback.relay.grouppolicy.GpoEdit;
import writeback.relay.grouppolicy.GpoSnapshot;
import writeback.relay.grouppolicy.GpoVersion;
import writeback.relay.grouppolicy.LinkedGpoReader;
import writeback.relay.grouppolicy.MalformedPolicyException;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.fact.WinningGpo;
import writeback.relay.protocol.message.AgeSet;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/**
 * Sets the minimum password age in the GPO that decides, if the world is as the plan expects: this GPO still wins, holds
 * the value before, and its two versions agree. A GPO that does not define the value cannot win, so nothing is ever
 * created. The GPO is backed up first, below {@code backups} in the data folder.
 */
final class SetMinimumPasswordAgeInGpo implements Operation {

    private static final String PRECONDITION = "precondition-failed";

    private final DirectorySettings settings;
    private final DirectoryConnector connector;
    private final Bounds bounds;
    private final LinkedGpoReader gpos;

    SetMinimumPasswordAgeInGpo(DirectorySettings settings, DirectoryConnector connector, Bounds bounds) {
        this.settings = settings;
        this.connector = connector;
        this.bounds = bounds;
        this.gpos = new LinkedGpoReader(settings.sysvol());
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
        Account account = settings.accounts().changing();
        if (account == null) {
            return new Outcome.Refused("not-configured", "no changing account", "directory.accounts.changing");
        }
        Optional<Outcome> outside =
                bounds.domainRefused(set.domain(), settings.domain()).or(() -> bounds.ageRefused(set.afterDays()));
        if (outside.isPresent()) {
            return outside.get();
        }
        try (DomainSession session = connector.open(account)) {
            Optional<Outcome> lost = notWinning(session, set);
            return lost.isPresent() ? lost.get() : edit(session, account, set, context);
        } catch (DirectoryTrouble e) {
            return Troubles.failed(e);
        } catch (MalformedPolicyException e) {
            return new Outcome.Failed("gpo-malformed", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Outcome.Failed("gpo-files-failed", e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private Optional<Outcome> notWinning(DomainSession session, SetMinimumPasswordAge set) {
        Sighting<Optional<LinkedGpo>> winner = gpos.read(session).flatMap(WinningGpo::forMinimumPasswordAge);
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

    private Outcome edit(DomainSession session, Account account, SetMinimumPasswordAge set, OperationContext context)
            throws DirectoryTrouble, MalformedPolicyException, IOException {
        GpoSnapshot before = snapshot(session, set);
        GpoContents contents = before.contents();
        if (!Objects.equals(contents.minimumPasswordAgeDays(), set.beforeDays())) {
            return new Outcome.Failed(PRECONDITION, "found " + days(contents.minimumPasswordAgeDays()));
        }
        if (contents.versionsDiffer()) {
            return new Outcome.Failed(
                    "versions-differ",
                    "directory " + contents.directoryVersion() + ", SYSVOL " + contents.sysvolVersion());
        }
        GpoEdit edit = new GpoEdit(before, set.afterDays());
        GpoBackup backup = GpoBackup.write(
                backups(context),
                backupName(context),
                before,
                set.afterDays(),
                session.domain(),
                session.host(),
                context.clock().instant());
        GpoEdit.Result result = edit.apply(session, () -> versionNow(account, session.host(), set));
        if (result instanceof GpoEdit.NotEdited not) {
            return new Outcome.Failed("not-written", not.detail());
        }
        if (result instanceof GpoEdit.Unclear unclear) {
            return new Outcome.InDoubt(unclear.detail() + "; backup: " + backup.folder());
        }
        return readBack(account, set, backup, contents.directoryVersion());
    }

    /** Over a new connection: the one that wrote may be the one that broke. */
    private Outcome readBack(Account account, SetMinimumPasswordAge set, GpoBackup backup, int versionBefore) {
        try (DomainSession session = connector.open(account)) {
            GpoContents now = snapshot(session, set).contents();
            if (Objects.equals(now.minimumPasswordAgeDays(), set.afterDays())
                    && !now.versionsDiffer()
                    && now.directoryVersion() != versionBefore) {
                return Troubles.done(new AgeSet(
                        session.host(),
                        set.beforeDays(),
                        set.afterDays(),
                        now.directoryVersion(),
                        backup.folder().toString()));
            }
            return new Outcome.InDoubt("written, but read back " + described(now) + "; backup: " + backup.folder());
        } catch (DirectoryTrouble | MalformedPolicyException e) {
            return new Outcome.InDoubt("written, but not read back: " + e.getMessage());
        }
    }

    @Override
    public Outcome observe(OperationContext context) {
        Action action = context.verifiedChange().action();
        Account account = settings.accounts().changing();
        if (!(action instanceof SetMinimumPasswordAge set) || account == null) {
            return new Outcome.InDoubt("this agent cannot look at what became of " + action.operation());
        }
        try (DomainSession session = connector.open(account)) {
            Optional<GpoBackup> backup = GpoBackup.last(backups(context), backupName(context));
            if (backup.isEmpty()) {
                return new Outcome.Failed("not-applied", "it had not come as far as the backup");
            }
            GpoContents now = snapshot(session, set).contents();
            int versionBefore = backup.get().version().computer();
            boolean untouched = now.directoryVersion() == versionBefore && now.sysvolVersion() == versionBefore;
            if (untouched && Objects.equals(now.minimumPasswordAgeDays(), set.beforeDays())) {
                return new Outcome.Failed("not-applied", "the GPO is as it was");
            }
            if (now.versionsDiffer() || untouched) {
                return new Outcome.InDoubt("half-made: " + described(now) + ", version before " + versionBefore
                        + "; backup: " + backup.get().folder());
            }
            return readBack(account, set, backup.get(), versionBefore);
        } catch (DirectoryTrouble | MalformedPolicyException | IOException e) {
            return new Outcome.InDoubt("the look failed: " + e.getMessage());
        }
    }

    private GpoSnapshot snapshot(DomainSession session, SetMinimumPasswordAge set) throws DirectoryTrouble {
        List<GpLink.Entry> links = gpos.links(session).entries();
        for (GpLink.Entry link : links) {
            if (link.id().equals(set.gpo())) {
                return gpos.snapshot(session, link);
            }
        }
        throw new DirectoryTrouble(Cause.FAILED, "the GPO is no longer linked at the domain root");
    }

    private Optional<GpoVersion> versionNow(Account account, String host, SetMinimumPasswordAge set) {
        try (DomainSession session = connector.open(account)) {
            // Another domain controller may not know of the change yet.
            return session.host().equals(host)
                    ? Optional.of(snapshot(session, set).version())
                    : Optional.empty();
        } catch (DirectoryTrouble e) {
            return Optional.empty();
        }
    }

    private static Path backups(OperationContext context) {
        return context.dataFolder().resolve("backups");
    }

    private static String backupName(OperationContext context) {
        OperationContext.VerifiedChange change = context.verifiedChange();
        return change.changeId() + "-" + change.index();
    }

    private static String described(GpoContents contents) {
        return days(contents.minimumPasswordAgeDays()) + ", version " + contents.directoryVersion()
                + " in the directory and " + contents.sysvolVersion() + " in SYSVOL";
    }

    private static String days(@Nullable Integer days) {
        return days == null ? "no value" : days + " days";
    }
}
