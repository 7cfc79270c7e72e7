package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.Entry;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.rights.DescriptorReader;
import writeback.relay.directory.rights.SecurityDescriptor;
import writeback.relay.directory.rights.Trustee;
import writeback.relay.directory.rights.WritebackRights;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectorRights;
import writeback.relay.protocol.fact.Sighting;

/** What users' descriptors say for the connector account. Not thread-safe. */
final class UserRights {

    /** What has to be read of a user, with {@link DescriptorReader#withoutSacl()}. */
    static final String[] ATTRIBUTES = {"objectClass", "objectSid", DescriptorReader.ATTRIBUTE};

    /** @param inheritanceOff whether the access list is protected from inheritance */
    record Access(boolean inheritanceOff, Sighting<ConnectorRights> connector) {}

    private final String reader;
    private final Set<SecurityIdentifier> connector;
    private final Sighting<WritebackRights> rights;
    private final RightsCache<Sighting<Access>> cache = new RightsCache<>();

    /**
     * @param reader who reads, for people
     * @param connector unseen: then nobody's rights can be told
     * @param head as {@link #head} reads it
     */
    UserRights(String reader, Sighting<Trustee> connector, @Nullable SecurityDescriptor head) {
        this.reader = reader;
        this.connector = connector.fold(Trustee::sids, unseen -> Set.of());
        this.rights = connector.map(trustee -> new WritebackRights(trustee, head));
    }

    /**
     * The domain head's descriptor; null when it cannot be read, which leaves one right open that only matters as advice.
     *
     * @throws DirectoryTrouble when the domain controller does not answer
     */
    static @Nullable SecurityDescriptor head(DomainSession session) throws DirectoryTrouble {
        try {
            return DescriptorReader.readDacl(session, session.baseDn());
        } catch (DirectoryTrouble e) {
            if (e.why() == Cause.UNREACHABLE || e.why() == Cause.TIMEOUT) {
                throw e;
            }
            return null;
        }
    }

    Sighting<Access> on(Entry user) {
        byte[] descriptor = user.getAttributeValueBytes(DescriptorReader.ATTRIBUTE);
        byte[] sid = user.getAttributeValueBytes("objectSid");
        String[] classes = user.getObjectClassValues();
        if (descriptor == null || sid == null || classes == null) {
            return Sighting.unseen(
                    Cause.DENIED,
                    (descriptor == null ? DescriptorReader.ATTRIBUTE : "objectSid or objectClass") + " of "
                            + user.getDN() + " is hidden from " + reader);
        }
        try {
            SecurityIdentifier own = SecurityIdentifier.read(sid);
            String structural = classes[classes.length - 1];
            // SELF stands for the user: only where that is the connector account itself does it make a difference.
            String kind = connector.contains(own) ? structural + " itself" : structural;
            return cache.get(descriptor, kind, () -> compute(user, own, structural));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }

    private Sighting<Access> compute(Entry user, SecurityIdentifier sid, String structuralClass) {
        try {
            SecurityDescriptor descriptor = DescriptorReader.of(user, reader);
            return Sighting.seen(new Access(
                    descriptor.inheritanceOff(), rights.map(known -> known.on(descriptor, sid, structuralClass))));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }
}
