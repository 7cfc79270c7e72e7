package writeback.relay.directory.rights;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.protocol.fact.ConnectorRights;
import writeback.relay.protocol.fact.Grant;

/**
 * The rights that password writeback needs ("Enable Microsoft Entra password writeback"), as one account has them on users
 * of one domain. What is computed is what the directory itself would decide from the same descriptor; nothing is asked of
 * the directory here. Thread-safe.
 */
public final class WritebackRights {

    private final Trustee trustee;
    private final AccessCheck check;
    private final Grant unexpirePassword;
    private final List<String> unexpireDeciding = new ArrayList<>();

    /** @param head the domain head's descriptor; null when it could not be read */
    public WritebackRights(Trustee trustee, @Nullable SecurityDescriptor head) {
        this.trustee = trustee;
        this.check = new AccessCheck(trustee);
        this.unexpirePassword = head == null
                ? Grant.CANNOT_TELL
                : check.of(head, null, null, Right.UNEXPIRE_PASSWORD, entry -> add(unexpireDeciding, entry));
    }

    /**
     * The rights on one user.
     *
     * @param user its own descriptor, with the access list at least
     * @param userSid its {@code objectSid}, for which SELF stands
     * @param structuralClass its most specific class, such as {@code user}: the last value of {@code objectClass}
     */
    public ConnectorRights on(SecurityDescriptor user, SecurityIdentifier userSid, String structuralClass) {
        Guid objectClass = Right.classGuid(structuralClass);
        List<String> deciding = new ArrayList<>(unexpireDeciding);
        Grant reset = check.of(user, userSid, objectClass, Right.RESET_PASSWORD, entry -> add(deciding, entry));
        Grant lockout = check.of(user, userSid, objectClass, Right.WRITE_LOCKOUT_TIME, entry -> add(deciding, entry));
        Grant lastSet = check.of(user, userSid, objectClass, Right.WRITE_PWD_LAST_SET, entry -> add(deciding, entry));
        return new ConnectorRights(trustee.name(), reset, lockout, lastSet, unexpirePassword, deciding);
    }

    private static void add(List<String> deciding, AccessControlEntry entry) {
        String text = Sddl.text(entry);
        if (!deciding.contains(text)) {
            deciding.add(text);
        }
    }
}
