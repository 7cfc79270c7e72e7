package writeback.contracts.rights;

import com.unboundid.ldap.sdk.SearchResultEntry;
import writeback.contracts.Directory;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.rights.DescriptorReader;
import writeback.relay.directory.rights.SecurityDescriptor;
import writeback.relay.directory.rights.Trustee;
import writeback.relay.directory.rights.TrusteeReader;
import writeback.relay.directory.rights.WritebackRights;
import writeback.relay.protocol.fact.ConnectorRights;

/** What the agent says, as the account that only reads. */
final class Verdict implements AutoCloseable {

    private final DomainSession session;

    Verdict(Directory directory) {
        try {
            session = directory.read();
        } catch (DirectoryTrouble e) {
            throw new AssertionError(e);
        }
    }

    String domain() {
        return session.domain();
    }

    Trustee trustee(Person person) {
        try {
            return TrusteeReader.find(session, person.sam()).orElseThrow();
        } catch (DirectoryTrouble e) {
            throw new AssertionError(e);
        }
    }

    /** The descriptor as the agent reads it. */
    SecurityDescriptor descriptor(String dn) {
        try {
            return DescriptorReader.readDacl(session, dn);
        } catch (DirectoryTrouble e) {
            throw new AssertionError(e);
        }
    }

    /** The rights of an account, by the domain head as it is now. */
    WritebackRights rights(Person person) {
        return new WritebackRights(trustee(person), descriptor(session.baseDn()));
    }

    /** The rights of an account on a target, everything read now. */
    ConnectorRights of(Person person, String target) {
        return of(rights(person), target);
    }

    /** The same when account and domain head were read before. */
    ConnectorRights of(WritebackRights rights, String target) {
        try {
            SearchResultEntry entry = session.entry(
                            target, DescriptorReader.daclOnly(), DescriptorReader.ATTRIBUTE, "objectSid", "objectClass")
                    .orElseThrow();
            String[] classes = entry.getObjectClassValues();
            return rights.on(
                    DescriptorReader.of(entry, session.account()),
                    SecurityIdentifier.read(entry.getAttributeValueBytes("objectSid")),
                    classes[classes.length - 1]);
        } catch (DirectoryTrouble e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
