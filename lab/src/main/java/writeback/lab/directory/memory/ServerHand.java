package writeback.lab.directory.memory;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFChangeRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import writeback.lab.directory.DirectoryTrouble;
import writeback.lab.directory.DomainHand;

/** The hand inside the in-memory server: its own methods, which no interceptor sees. */
final class ServerHand implements DomainHand {

    private final Supplier<InMemoryDirectoryServer> server;
    private final Births births;
    private final Consumer<Entry> born;
    private final Map<String, Entry> known = new ConcurrentHashMap<>();
    private long changes;

    /**
     * @param births completes what the lab adds
     * @param born hears of every entry that was added
     */
    ServerHand(Supplier<InMemoryDirectoryServer> server, Births births, Consumer<Entry> born) {
        this.server = server;
        this.births = births;
        this.born = born;
    }

    /**
     * One entry with all that is stored of it. The server itself makes room for all its entries to read a single one, so
     * that what was read is kept until it changes.
     */
    Optional<Entry> get(String dn) {
        try {
            String name = normal(dn);
            Entry kept = known.get(name);
            if (kept != null) {
                return Optional.of(kept);
            }
            long before = changes();
            Entry read = server.get().getEntry(dn);
            if (read != null) {
                keep(name, read, before);
            }
            return Optional.ofNullable(read);
        } catch (LDAPException e) {
            throw new DirectoryTrouble("the directory did not read " + dn + ": " + e.getMessage(), e);
        }
    }

    /** Somebody changed or deleted that entry, or tried to. */
    synchronized void changed(String dn) {
        changes++;
        known.remove(normal(dn));
    }

    private synchronized long changes() {
        return changes;
    }

    /** What was read before a change may be older than it. */
    private synchronized void keep(String name, Entry read, long before) {
        if (changes == before) {
            known.put(name, read);
        }
    }

    void add(Entry asked) throws LDAPException {
        Entry complete = births.complete(asked);
        server.get().add(complete);
        stored(complete);
        born.accept(complete);
    }

    /** The server has taken a new entry. */
    void stored(Entry entry) {
        known.put(normal(entry.getDN()), new ReadOnlyEntry(entry));
    }

    private static String normal(String dn) {
        try {
            return DN.normalize(dn);
        } catch (LDAPException e) {
            throw new DirectoryTrouble("this is no name: " + dn, e);
        }
    }

    @Override
    public void change(List<LDIFChangeRecord> changes) {
        for (LDIFChangeRecord change : changes) {
            try {
                if (change instanceof LDIFAddChangeRecord add) {
                    add(add.getEntryToAdd());
                } else {
                    change.processChange(server.get());
                    changed(change.getDN());
                }
            } catch (LDAPException e) {
                throw new DirectoryTrouble("the directory did not change " + change.getDN() + ": " + e.getMessage(), e);
            }
        }
    }

    @Override
    public List<Entry> search(String base, String filter, String... attributes) {
        try {
            return List.copyOf(server.get()
                    .search(base, SearchScope.SUB, filter, attributes)
                    .getSearchEntries());
        } catch (LDAPException e) {
            if (e.getResultCode() == ResultCode.NO_SUCH_OBJECT) {
                return List.of();
            }
            throw new DirectoryTrouble("the directory did not search " + base + ": " + e.getMessage(), e);
        }
    }
}
