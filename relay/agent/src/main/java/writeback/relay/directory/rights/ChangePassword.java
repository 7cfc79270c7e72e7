package writeback.relay.directory.rights;

import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Grant;
import writeback.relay.protocol.fact.Sighting;

/**
 * "User cannot change password": Change Password is refused to the user or to Everyone (How to: Set User Cannot Change
 * Password).
 */
public final class ChangePassword {

    private static final SecurityIdentifier EVERYONE = SecurityIdentifier.parse("S-1-1-0");

    private ChangePassword() {}

    /** @param sid the user's own */
    public static Sighting<Boolean> refused(SecurityDescriptor user, SecurityIdentifier sid, String structuralClass) {
        AccessCheck check = new AccessCheck(new Trustee("SELF", sid, Set.of(sid, EVERYONE), true));
        AtomicReference<@Nullable AccessControlEntry> deciding = new AtomicReference<>();
        Grant grant = check.of(user, sid, Right.classGuid(structuralClass), Right.CHANGE_PASSWORD, deciding::set);
        return grant == Grant.CANNOT_TELL
                ? Sighting.unseen(Cause.FAILED, "an entry that cannot be judged from here: " + deciding.get())
                : Sighting.seen(grant == Grant.DENIED);
    }
}
