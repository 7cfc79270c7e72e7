package writeback.relay.check;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.rights.DescriptorReader;
import writeback.relay.directory.rights.Privilege;
import writeback.relay.directory.rights.Privileges;
import writeback.relay.directory.rights.SecurityDescriptor;
import writeback.relay.protocol.fact.Grant;

/**
 * An object of the directory whose access list was read.
 *
 * @param entry with what else was asked for of it
 * @param sid null when it has none
 * @param kind its most specific structural class
 */
record Thing(SearchResultEntry entry, @Nullable SecurityIdentifier sid, String kind, SecurityDescriptor descriptor) {

    /** Empty when its access list or class is hidden, or cannot be read. */
    static Optional<Thing> of(SearchResultEntry entry, String reader) {
        String[] classes = entry.getObjectClassValues();
        if (classes == null || classes.length == 0) {
            return Optional.empty();
        }
        try {
            byte[] sid = entry.getAttributeValueBytes("objectSid");
            return Optional.of(new Thing(
                    entry,
                    sid == null ? null : SecurityIdentifier.read(sid),
                    classes[classes.length - 1],
                    DescriptorReader.of(entry, reader)));
        } catch (DirectoryTrouble e) {
            return Optional.empty();
        }
    }

    String dn() {
        return entry.getDN();
    }

    /** What people call it. */
    String name() {
        String shown = entry.getAttributeValue("displayName");
        return shown == null || !kind.equals("groupPolicyContainer") ? dn() : shown;
    }

    Grant grants(Privilege privilege, Privileges privileges) {
        return privileges.on(descriptor, sid, kind, privilege);
    }
}
