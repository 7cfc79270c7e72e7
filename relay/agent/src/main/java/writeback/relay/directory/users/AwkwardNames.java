package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.ArrayList;
import java.util.List;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;

/**
 * Names of organisational units that writeback is known to stumble over with event 33001 (Troubleshoot self-service
 * password reset writeback): with a space or # in front, a space behind, or one of {@code , + " \ < > ; = /}, line feed or
 * carriage return within.
 */
final class AwkwardNames {

    private static final String AWKWARD = ",+\"\\<>;=/\n\r";

    private AwkwardNames() {}

    /** Those on the path to an object, the nearest first. */
    static Sighting<List<String>> above(String distinguishedName) {
        try {
            List<String> names = new ArrayList<>();
            DN parent = new DN(distinguishedName).getParent();
            for (RDN rdn : parent == null ? new RDN[0] : parent.getRDNs()) {
                String name = rdn.getAttributeValues()[0];
                boolean unit = rdn.getAttributeNames()[0].equalsIgnoreCase("OU");
                if (unit && isAwkward(name)) {
                    names.add(name);
                }
            }
            return Sighting.seen(List.copyOf(names));
        } catch (LDAPException e) {
            return Sighting.unseen(Cause.MALFORMED, "no distinguished name: " + distinguishedName);
        }
    }

    static boolean isAwkward(String name) {
        return name.startsWith(" ")
                || name.startsWith("#")
                || name.endsWith(" ")
                || name.chars().anyMatch(character -> AWKWARD.indexOf(character) >= 0);
    }
}
