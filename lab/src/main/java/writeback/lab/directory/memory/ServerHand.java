package writeback.lab.directory.memory;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFChangeRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import writeback.lab.directory.DirectoryTrouble;
import writeback.lab.directory.DomainHand;

/** The hand inside the in-memory server: its own methods, which no interceptor sees. */
final class ServerHand implements DomainHand {

    private final Supplier<InMemoryDirectoryServer> server;
    private final Births births;
    private final Consumer<Entry> born;

    /**
     * @param births completes what the lab adds
     * @param born hears of every entry that was added
     */
    ServerHand(Supplier<InMemoryDirectoryServer> server, Births births, Consumer<Entry> born) {
        this.server = server;
        this.births = births;
        this.born = born;
    }

    /** One entry with all that is stored of it, without a walk through the others. */
    Optional<Entry> get(String dn) {
        try {
            return Optional.ofNullable(server.get().getEntry(dn));
        } catch (LDAPException e) {
            throw new DirectoryTrouble("the directory did not read " + dn + ": " + e.getMessage(), e);
        }
    }

    void add(Entry asked) throws LDAPException {
        Entry complete = births.complete(asked);
        server.get().add(complete);
        born.accept(complete);
    }

    @Override
    public void change(List<LDIFChangeRecord> changes) {
        for (LDIFChangeRecord change : changes) {
            try {
                if (change instanceof LDIFAddChangeRecord add) {
                    add(add.getEntryToAdd());
                } else {
                    change.processChange(server.get());
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
