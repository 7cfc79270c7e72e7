package writeback.relay.directory.rights;

import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.Optional;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.protocol.fact.Cause;

/** Reads {@code nTSecurityDescriptor}, which an ordinary account gets only when it asks for no more than it may see. */
public final class DescriptorReader {

    public static final String ATTRIBUTE = "nTSecurityDescriptor";

    private static final String SD_FLAGS = "1.2.840.113556.1.4.801";
    private static final int OWNER_GROUP_DACL = 7;
    private static final int DACL = 4;

    private DescriptorReader() {}

    /** The control that makes a search or a modify concern the access list only (MS-ADTS 3.1.1.3.4.1.11). */
    public static Control daclOnly() {
        return flags(DACL);
    }

    /** The control for everything but the system access list, which only those with a privilege see. */
    public static Control withoutSacl() {
        return flags(OWNER_GROUP_DACL);
    }

    private static Control flags(int flags) {
        return new Control(SD_FLAGS, true, new ASN1OctetString(new ASN1Sequence(new ASN1Integer(flags)).encode()));
    }

    /**
     * The descriptor of one object, but for its system access list.
     *
     * @throws DirectoryTrouble also when the object or its descriptor is hidden from us
     */
    public static SecurityDescriptor read(DomainSession session, String distinguishedName) throws DirectoryTrouble {
        return read(session, distinguishedName, withoutSacl());
    }

    /**
     * The access list of one object, in a descriptor without anything else.
     *
     * @throws DirectoryTrouble also when the object or its descriptor is hidden from us
     */
    public static SecurityDescriptor readDacl(DomainSession session, String distinguishedName) throws DirectoryTrouble {
        return read(session, distinguishedName, daclOnly());
    }

    private static SecurityDescriptor read(DomainSession session, String distinguishedName, Control parts)
            throws DirectoryTrouble {
        Optional<SearchResultEntry> found = session.entry(distinguishedName, parts, ATTRIBUTE);
        if (found.isEmpty()) {
            throw new DirectoryTrouble(
                    Cause.DENIED, distinguishedName + " does not exist or is hidden from " + session.account());
        }
        return of(found.get(), session.account());
    }

    /**
     * The descriptor of an entry that was searched for with one of the controls.
     *
     * @param account who searched, for people
     * @throws DirectoryTrouble when the entry has none, or one that cannot be read
     */
    public static SecurityDescriptor of(Entry entry, String account) throws DirectoryTrouble {
        byte[] value = entry.getAttributeValueBytes(ATTRIBUTE);
        if (value == null) {
            throw new DirectoryTrouble(Cause.DENIED, ATTRIBUTE + " of " + entry.getDN() + " is hidden from " + account);
        }
        try {
            return SecurityDescriptor.read(value);
        } catch (MalformedDescriptorException e) {
            throw new DirectoryTrouble(
                    Cause.MALFORMED, ATTRIBUTE + " of " + entry.getDN() + " cannot be read: " + e.getMessage());
        }
    }
}
