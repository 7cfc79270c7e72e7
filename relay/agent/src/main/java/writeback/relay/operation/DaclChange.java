package writeback.relay.operation;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import writeback.relay.backup.BackupFolder;
import writeback.relay.directory.Directories;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.ReplicationMetadata;
import writeback.relay.directory.rights.AccessControlEntry;
import writeback.relay.directory.rights.AccessControlList;
import writeback.relay.directory.rights.DescriptorReader;
import writeback.relay.directory.rights.DescriptorWriter;
import writeback.relay.directory.rights.SecurityDescriptor;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.message.Applied;
import writeback.relay.protocol.message.Outcome;

/**
 * One change of one access list. What stood there before is kept below {@code backups} in the data folder first.
 *
 * <p>The directory has no way to say "only if the list is still this one": it knows no assertion control (RFC 4528), and of
 * a descriptor no value can be deleted and added in its place. So an edit of somebody else's between our look and our write
 * is overwritten. It is found out afterwards, where the directory shows how often it took a descriptor for the object: more
 * than our once. Edits on another domain controller are the replication's to settle; the later one wins there.
 */
final class DaclChange {

    private static final Sighting<Boolean> NOT_KNOWN =
            Sighting.unseen(Cause.FAILED, "who else wrote is not known any more: it was looked for afterwards");
    private static final Sighting<Boolean> NOT_COUNTED =
            Sighting.unseen(Cause.FAILED, "the directory does not count how often it is written");

    private final Directories directories;
    private final Bounds bounds;
    private final DaclOrder order;
    private final OperationContext context;

    DaclChange(Directories directories, Bounds bounds, DaclOrder order, OperationContext context) {
        this.directories = directories;
        this.bounds = bounds;
        this.order = order;
        this.context = context;
    }

    /** Makes the change. */
    Outcome run() {
        return bounds.domainRefused(order.domain())
                .orElseGet(() -> DomainChoice.of(directories, order.domain(), this::run));
    }

    private Outcome run(Directory directory) {
        Account account = directory.settings().accounts().changing();
        if (account == null) {
            return new Outcome.Refused("not-configured", "no changing account", "directory.accounts.changing");
        }
        try (DomainSession session = directory.openForChange(account)) {
            Optional<Outcome> refused = bounds.serverRefused(session.host());
            if (refused.isEmpty()) {
                refused = ConnectorBound.refused(bounds, session, order.trustee());
            }
            if (refused.isPresent()) {
                return refused.get();
            }
            Found before = find(session);
            Optional<String> objection = before.descriptor()
                    .dacl()
                    .map(order::objection)
                    .orElse(Optional.of("there is no access list, so everybody may do everything"));
            return objection.isPresent()
                    ? new Outcome.Failed("precondition-failed", objection.get())
                    : write(directory, account, session, before);
        } catch (DirectoryTrouble e) {
            return Troubles.failed(e);
        } catch (IOException e) {
            return new Outcome.Failed("backup-failed", e.getClass().getSimpleName() + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return new Outcome.Failed("precondition-failed", String.valueOf(e.getMessage()));
        }
    }

    private Outcome write(Directory directory, Account account, DomainSession session, Found before)
            throws IOException {
        AccessControlList list = order.result(before.descriptor().dacl().orElseThrow());
        Path backup = DescriptorBackup.write(
                backups(),
                backupName(),
                session,
                order,
                before.descriptor(),
                context.clock().instant());
        Optional<Outcome> late = context.tooLate();
        if (late.isPresent()) {
            return late.get();
        }
        try {
            DescriptorWriter.writeDacl(
                    session, order.target(), before.descriptor().withDacl(list));
        } catch (LDAPException e) {
            String detail = "nTSecurityDescriptor: LDAP " + e.getResultCode().intValue() + " "
                    + e.getResultCode().getName();
            return e.getResultCode().isClientSideResultCode()
                    ? settle(directory, account, backup, detail)
                    : new Outcome.Failed("not-written", detail);
        }
        return readBack(directory, account, backup, before, list);
    }

    /** The connection broke while the server had the request: only a look tells. */
    private Outcome settle(Directory directory, Account account, Path backup, String detail) {
        try (DomainSession session = directory.openForChange(account)) {
            return looked(session, DescriptorReader.readDacl(session, order.target()), backup);
        } catch (DirectoryTrouble e) {
            return new Outcome.InDoubt(detail + "; and the look failed: " + e.getMessage() + "; backup: " + backup);
        }
    }

    /** Over a new connection: the one that wrote may be the one that broke. */
    private Outcome readBack(
            Directory directory, Account account, Path backup, Found before, AccessControlList written) {
        try (DomainSession session = directory.openForChange(account)) {
            Found now = find(session);
            // A domain controller sorts what it finds unsorted, so the order is left to it (MS-ADTS 6.1.3).
            boolean same = now.descriptor()
                    .dacl()
                    .map(list -> counted(list).equals(counted(written)))
                    .orElse(false);
            return same
                    ? Troubles.done(new Applied(session.host(), backup.toString(), undisturbed(before, now)))
                    : new Outcome.InDoubt("written, but other entries were read back; backup: " + backup);
        } catch (DirectoryTrouble e) {
            return new Outcome.InDoubt("written, but not read back: " + e.getMessage() + "; backup: " + backup);
        }
    }

    private static Sighting<Boolean> undisturbed(Found before, Found now) {
        return before.writes().flatMap(earlier -> now.writes()
                .flatMap(later -> later > earlier ? Sighting.seen(later == earlier + 1) : NOT_COUNTED));
    }

    private static Map<AccessControlEntry, Integer> counted(AccessControlList list) {
        Map<AccessControlEntry, Integer> counts = new HashMap<>();
        list.entries().forEach(entry -> counts.merge(entry, 1, Integer::sum));
        return counts;
    }

    /** Looks what became of it. */
    Outcome observe() {
        Directory directory = directories.byDomain(order.domain()).orElse(null);
        Account account =
                directory == null ? null : directory.settings().accounts().changing();
        if (directory == null || account == null) {
            return new Outcome.InDoubt("this agent cannot look at " + order.domain());
        }
        Optional<BackupFolder> backup = BackupFolder.last(backups(), backupName());
        if (backup.isEmpty()) {
            return new Outcome.Failed("not-applied", "it had not come as far as the backup");
        }
        try (DomainSession session = directory.openForChange(account)) {
            return looked(
                    session,
                    DescriptorReader.readDacl(session, order.target()),
                    backup.get().path());
        } catch (DirectoryTrouble e) {
            return new Outcome.InDoubt("the look failed: " + e.getMessage() + "; backup: "
                    + backup.get().path());
        }
    }

    private Outcome looked(DomainSession session, SecurityDescriptor now, Path backup) {
        AccessControlList list = now.dacl().orElse(AccessControlList.of(List.of()));
        if (order.all(list, order.countWhenDone())) {
            return Troubles.done(new Applied(session.host(), backup.toString(), NOT_KNOWN));
        }
        if (order.all(list, 1 - order.countWhenDone())) {
            return new Outcome.Failed("not-applied", "the entries are as they were");
        }
        return new Outcome.InDoubt("some of the entries are there and some are not; backup: " + backup);
    }

    /** @param writes how often the directory took a descriptor for the object so far */
    private record Found(SecurityDescriptor descriptor, Sighting<Long> writes) {}

    /** Both of one search, so that the number belongs to that descriptor. */
    private Found find(DomainSession session) throws DirectoryTrouble {
        SearchResultEntry entry = session.entry(
                        order.target(),
                        DescriptorReader.daclOnly(),
                        DescriptorReader.ATTRIBUTE,
                        ReplicationMetadata.ATTRIBUTE)
                .orElseThrow(() -> new DirectoryTrouble(
                        Cause.DENIED, order.target() + " does not exist or is hidden from " + session.account()));
        return new Found(
                DescriptorReader.of(entry, session.account()),
                ReplicationMetadata.writes(entry, session.account(), ReplicationMetadata.DESCRIPTOR));
    }

    private Path backups() {
        return context.dataFolder().resolve("backups");
    }

    private String backupName() {
        return context.verifiedChange().folderName();
    }
}
