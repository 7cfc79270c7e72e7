package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import writeback.lab.directory.PracticeDomain;

/**
 * The access lists of all objects. Only explicit entries are kept; what an object inherits is worked out when somebody
 * looks, as the controller has already done when a client reads (MS-ADTS 6.1.3). Thread-safe.
 */
final class Descriptors {

    private final ServerHand hand;
    private final Sid domain;
    private final Map<String, AccessList> explicit = new ConcurrentHashMap<>();
    /** Another map after each change: what a look works out meanwhile, from before it, is put into the old one. */
    private volatile Map<String, List<Ace>> inherited = new ConcurrentHashMap<>();

    Descriptors(ServerHand hand, Sid domain) {
        this.hand = hand;
        this.domain = domain;
    }

    Sid domain() {
        return domain;
    }

    /** The whole list of that object: its own entries, then what it inherits. */
    AccessList of(Entry entry) throws LDAPException {
        AccessList own = explicit(entry);
        return own.isProtected() ? own : own.with(inherited(entry));
    }

    /** Its own entries: those written, or what its class starts with. */
    AccessList explicit(Entry entry) throws LDAPException {
        AccessList written = explicit.get(entry.getParsedDN().toNormalizedString());
        return written == null ? initial(entry) : written;
    }

    void set(String dn, AccessList list) throws LDAPException {
        explicit.put(DN.normalize(dn), list.explicit());
        inherited = new ConcurrentHashMap<>();
    }

    /** Changes an object's own entries. */
    void change(String dn, UnaryOperator<AccessList> how) throws LDAPException {
        Entry entry = hand.get(dn).orElseThrow(() -> WindowsErrors.noSuchObject(dn));
        set(dn, how.apply(explicit(entry)));
    }

    void forget(String dn) throws LDAPException {
        explicit.remove(DN.normalize(dn));
        inherited = new ConcurrentHashMap<>();
    }

    private List<Ace> inherited(Entry entry) throws LDAPException {
        DN parent = entry.getParsedDN().getParent();
        if (parent == null || entry.getParsedDN().equals(new DN(PracticeDomain.BASE))) {
            return List.of();
        }
        String key = Schema.classOf(entry) + " " + parent.toNormalizedString();
        Map<String, List<Ace>> before = inherited;
        List<Ace> known = before.get(key);
        if (known != null) {
            return known;
        }
        List<Ace> found = hand.get(parent.toString()).isPresent()
                ? of(hand.get(parent.toString()).orElseThrow()).aces().stream()
                        .map(ace -> ace.inheritedBy(Schema.classOf(entry)))
                        .filter(Objects::nonNull)
                        .toList()
                : List.of();
        before.put(key, found);
        return found;
    }

    /** What the schema gives a new object of that class (AD schema reference, default security), simplified. */
    private AccessList initial(Entry entry) {
        Sid administrators = domain.child(512);
        List<Ace> aces = new ArrayList<>();
        if (entry.hasAttributeValue("objectClass", "domainDNS")) {
            aces.add(Ace.allow(0, Ace.READ, Sid.EVERYONE));
            aces.add(Ace.allow(0, Ace.CONTROL_ACCESS, Schema.UNEXPIRE_PASSWORD, null, Sid.AUTHENTICATED_USERS));
            aces.add(Ace.allow(Ace.CONTAINER_INHERIT, Ace.FULL, domain.child(519)));
        } else if (entry.hasAttributeValue("objectClass", "user")) {
            aces.add(Ace.allow(0, Ace.CONTROL_ACCESS, Schema.CHANGE_PASSWORD, null, Sid.EVERYONE));
            aces.add(Ace.allow(0, Ace.CONTROL_ACCESS, Schema.CHANGE_PASSWORD, null, Sid.SELF));
            aces.add(Ace.allow(0, Ace.READ, Sid.SELF));
        } else if (entry.hasAttributeValue("objectClass", "groupPolicyContainer")) {
            aces.add(Ace.allow(
                    Ace.CONTAINER_INHERIT,
                    Ace.CONTROL_ACCESS,
                    Schema.APPLY_GROUP_POLICY,
                    null,
                    Sid.AUTHENTICATED_USERS));
        }
        boolean forAdministratorsOnly = entry.hasAttributeValue("objectClass", "msDS-PasswordSettings")
                || entry.hasAttributeValue("objectClass", "msDS-PasswordSettingsContainer");
        if (!forAdministratorsOnly) {
            aces.add(Ace.allow(0, Ace.READ, Sid.AUTHENTICATED_USERS));
        }
        aces.add(Ace.allow(0, Ace.FULL, administrators));
        aces.add(Ace.allow(0, Ace.FULL, Sid.SYSTEM));
        return AccessList.of(aces);
    }
}
