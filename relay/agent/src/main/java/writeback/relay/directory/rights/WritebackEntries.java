package writeback.relay.directory.rights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.protocol.fact.Grant;

/**
 * The four entries that the domain root needs so that an account can write passwords back to the users below it (documented
 * for {@code Set-ADSyncPasswordWritebackPermissions}; rights per "Enable Microsoft Entra password writeback").
 */
public final class WritebackEntries {

    private static final int BELOW = AccessControlEntry.CONTAINER_INHERIT | AccessControlEntry.INHERIT_ONLY;

    private WritebackEntries() {}

    /** The entries for one account: reset, {@code lockoutTime}, {@code pwdLastSet} below, Unexpire Password on the root. */
    public static List<AccessControlEntry> of(SecurityIdentifier account) {
        return List.copyOf(byRight(account).values());
    }

    private static Map<Right, AccessControlEntry> byRight(SecurityIdentifier account) {
        Map<Right, AccessControlEntry> entries = new LinkedHashMap<>();
        for (Right right : List.of(Right.RESET_PASSWORD, Right.WRITE_LOCKOUT_TIME, Right.WRITE_PWD_LAST_SET)) {
            entries.put(right, AccessControlEntry.objectAllow(BELOW, right.mask(), right.guid(), Right.USER, account));
        }
        Right unexpire = Right.UNEXPIRE_PASSWORD;
        entries.put(unexpire, AccessControlEntry.objectAllow(0, unexpire.mask(), unexpire.guid(), null, account));
        return entries;
    }

    /**
     * Those that the root lacks: what a user anywhere below would not inherit without them and would with them. An entry
     * against a deny is not among them, as it would not help.
     */
    public static List<AccessControlEntry> missingAt(SecurityDescriptor root, Trustee account) {
        List<AccessControlEntry> missing = new ArrayList<>();
        AccessCheck check = new AccessCheck(account);
        byRight(account.sid()).forEach((right, entry) -> {
            if (granted(check, root, right) != Grant.GRANTED
                    && root.dacl().isPresent()
                    && granted(check, root.withDacl(root.dacl().get().plus(List.of(entry))), right) == Grant.GRANTED) {
                missing.add(entry);
            }
        });
        return missing;
    }

    private static Grant granted(AccessCheck check, SecurityDescriptor root, Right right) {
        if (right == Right.UNEXPIRE_PASSWORD) {
            return check.of(root, null, null, right, entry -> {});
        }
        return check.of(Inheritance.ofUsersBelow(root), null, Right.USER, right, entry -> {});
    }
}
