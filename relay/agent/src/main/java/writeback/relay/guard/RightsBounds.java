package writeback.relay.guard;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.rights.AccessControlEntry;
import writeback.relay.directory.rights.Sddl;
import writeback.relay.directory.rights.WritebackEntries;

/**
 * What no plan may do to an access list, whatever the owner allows: anything but the four documented entries, for anybody
 * but the trustee it names, anywhere but on the domain root or an organisational unit. So AdminSDHolder and everything else
 * below {@code CN=System} is out of reach.
 */
final class RightsBounds {

    private RightsBounds() {}

    /** Why the entries may not be added to or taken from that object, or empty. */
    static Optional<String> objection(String domain, String target, String trustee, List<String> entries) {
        if (!isRootOrUnit(domain, target)) {
            return Optional.of(target + " is neither the root of " + domain + " nor an organisational unit of it");
        }
        Set<AccessControlEntry> documented;
        try {
            SecurityIdentifier account = SecurityIdentifier.parse(trustee);
            if (!account.ofDomain()) {
                return Optional.of(trustee + " is no account of a domain");
            }
            documented = Set.copyOf(WritebackEntries.of(account));
        } catch (IllegalArgumentException e) {
            return Optional.of(trustee + " is no security identifier");
        }
        Set<String> seen = new HashSet<>();
        for (String entry : entries) {
            if (!seen.add(entry)) {
                return Optional.of(entry + " is there twice");
            }
            if (!isOneOf(documented, entry)) {
                return Optional.of(entry + " is none of the entries that writeback needs");
            }
        }
        return Optional.empty();
    }

    private static boolean isOneOf(Set<AccessControlEntry> documented, String entry) {
        try {
            return documented.contains(Sddl.parse(entry));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isRootOrUnit(String domain, String target) {
        try {
            DN root = new DN("DC=" + String.join(",DC=", domain.split("\\.")));
            DN name = new DN(target);
            while (!name.equals(root)) {
                RDN rdn = name.getRDN();
                DN parent = name.getParent();
                if (rdn == null || parent == null || !rdn.hasAttribute("OU")) {
                    return false;
                }
                name = parent;
            }
            return true;
        } catch (LDAPException e) {
            return false;
        }
    }
}
