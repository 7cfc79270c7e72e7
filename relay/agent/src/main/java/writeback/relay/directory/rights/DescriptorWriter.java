package writeback.relay.directory.rights;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import writeback.relay.directory.DomainSession;

/** Writes access lists, and of a descriptor nothing else. */
public final class DescriptorWriter {

    private DescriptorWriter() {}

    /**
     * Replaces an object's access list. Owner, group and system access list stay, whatever the descriptor has of them;
     * inherited entries in it are ignored and made anew by the domain controller (MS-ADTS 6.1.3).
     *
     * @throws LDAPException with the server's answer when it did not write, or with a connection's trouble
     */
    public static void writeDacl(DomainSession session, String distinguishedName, SecurityDescriptor descriptor)
            throws LDAPException {
        ModifyRequest request = new ModifyRequest(
                distinguishedName,
                new Modification(ModificationType.REPLACE, DescriptorReader.ATTRIBUTE, descriptor.bytes()));
        request.addControl(DescriptorReader.daclOnly());
        session.modify(request);
    }
}
