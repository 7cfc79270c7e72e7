package writeback.relay.directory.rights;

import org.jspecify.annotations.Nullable;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.protocol.fact.Grant;

/** What one account may do, computed from descriptors as the directory itself decides. Thread-safe. */
public final class Privileges {

    private static final byte[] OWNER_RIGHTS =
            SecurityIdentifier.parse("S-1-3-4").bytes();

    private final Trustee trustee;
    private final AccessCheck check;

    public Privileges(Trustee trustee) {
        this.trustee = trustee;
        this.check = new AccessCheck(trustee);
    }

    /**
     * Whether the account has a right on one object. An owner may change the access list, unless entries for OWNER RIGHTS
     * say otherwise (MS-ADTS 5.1.3.3.1).
     *
     * @param descriptor with the owner; without it, what an owner may do is not seen
     * @param object its {@code objectSid}, null when it has none
     * @param structuralClass its most specific class, such as {@code user}
     */
    public Grant on(
            SecurityDescriptor descriptor,
            @Nullable SecurityIdentifier object,
            String structuralClass,
            Privilege privilege) {
        Grant grant = check.of(descriptor, object, Right.classGuid(structuralClass), privilege.right(), entry -> {});
        return grant != Grant.GRANTED && privilege == Privilege.MODIFY_PERMISSIONS && owns(descriptor)
                ? Grant.GRANTED
                : grant;
    }

    /** Whether the account would have a right on an ordinary user somewhere below, by what a user inherits from here. */
    public Grant onUsersBelow(SecurityDescriptor container, Privilege privilege) {
        return check.of(Inheritance.ofUsersBelow(container), null, Right.USER, privilege.right(), entry -> {});
    }

    private boolean owns(SecurityDescriptor descriptor) {
        boolean limited = descriptor.dacl().stream()
                .flatMap(list -> list.entries().stream())
                .anyMatch(entry -> entry.isFor(OWNER_RIGHTS));
        return !limited && descriptor.owner().filter(trustee.sids()::contains).isPresent();
    }
}
