package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What an administrator adds over LDAP: completed, its password kept apart, and heard of by who must know. */
final class Arrivals {

    private final Births births;
    private final Groups groups;
    private final ResultantPolicy policies;
    private final Names names;
    private final Pages pages;
    private final Vault vault;
    private final Clock clock;

    Arrivals(
            Births births,
            Groups groups,
            ResultantPolicy policies,
            Names names,
            Pages pages,
            Vault vault,
            Clock clock) {
        this.births = births;
        this.groups = groups;
        this.policies = policies;
        this.names = names;
        this.pages = pages;
        this.vault = vault;
        this.clock = clock;
    }

    /** The entry to store: {@code unicodePwd}, quoted and in UTF-16LE, has become a password of the server's own kind. */
    Entry announce(Entry asked) throws LDAPException {
        Entry entry = births.complete(asked);
        byte @Nullable [] quoted = entry.getAttributeValueBytes("unicodePwd");
        entry.removeAttribute("unicodePwd");
        if (quoted != null) {
            String text = new String(quoted, StandardCharsets.UTF_16LE);
            if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
                throw WindowsErrors.unwilling();
            }
            entry.setAttribute("userPassword", text.substring(1, text.length() - 1));
        }
        return entry;
    }

    /** It is there now. */
    void born(Entry entry) {
        groups.born(entry);
        policies.born(entry);
        names.born(entry);
        pages.born(entry);
        String password = entry.getAttributeValue("userPassword");
        if (password != null) {
            try {
                vault.set(entry.getParsedDN().toNormalizedString(), password, clock.instant());
            } catch (LDAPException e) {
                throw new IllegalStateException("an entry without a name was added", e);
            }
        }
    }
}
