package writeback.relay.directory.rights;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.protocol.fact.Grant;

/**
 * Whether an account has a right by an access list, as a domain controller decides it (MS-ADTS 5.1.3.3): the entries are
 * taken as they are stored, and the first that speaks of the right and of the account decides. Immutable.
 *
 * <p>An entry of which that cannot be told (it has a condition, is for a group that the account may be in, or of a type
 * that we do not know) makes the answer {@link Grant#CANNOT_TELL}, if the answer would be another with it. So a conditional
 * allow before a plain one changes nothing, nor does a conditional deny where nothing grants.
 */
final class AccessCheck {

    private static final byte[] SELF = SecurityIdentifier.parse("S-1-5-10").bytes();
    private static final byte[] OWNER_RIGHTS =
            SecurityIdentifier.parse("S-1-3-4").bytes();

    /** Asserted identities and kinds of sign-in: whether an account has them, each of its sign-ins decides. */
    private static final SidSet BY_SIGN_IN = new SidSet(List.of(
            SecurityIdentifier.parse("S-1-18-1"),
            SecurityIdentifier.parse("S-1-18-2"),
            SecurityIdentifier.parse("S-1-5-64-10"),
            SecurityIdentifier.parse("S-1-5-64-14"),
            SecurityIdentifier.parse("S-1-5-64-21"),
            SecurityIdentifier.parse("S-1-5-65-1")));

    private final SidSet held;
    private final Set<SecurityIdentifier> sids;
    private final boolean complete;

    AccessCheck(Trustee trustee) {
        this.held = new SidSet(trustee.sids());
        this.sids = trustee.sids();
        this.complete = trustee.complete();
    }

    /**
     * The answer for one right on one object.
     *
     * @param object whose descriptor it is; null when it is no user
     * @param objectClass its most specific structural class, null when that is not known
     * @param deciding takes the entry that refuses, or those that make it impossible to tell
     */
    Grant of(
            SecurityDescriptor descriptor,
            @Nullable SecurityIdentifier object,
            @Nullable Guid objectClass,
            Right right,
            Consumer<AccessControlEntry> deciding) {
        if (descriptor.dacl().isEmpty()) {
            return Grant.GRANTED;
        }
        List<AccessControlEntry> entries = descriptor.dacl().get().entries();
        boolean isSelf = object != null && sids.contains(object);
        return of(entries, right, objectClass, new Walk(descriptor, isSelf, deciding));
    }

    private Grant of(List<AccessControlEntry> entries, Right right, @Nullable Guid objectClass, Walk walk) {
        Grant found = Grant.MISSING;
        for (int i = 0; i < entries.size() && found == Grant.MISSING; i++) {
            AccessControlEntry entry = entries.get(i);
            AceType type = entry.type();
            if (entry.has(AccessControlEntry.INHERIT_ONLY)) {
                continue;
            }
            if (type == AceType.UNKNOWN) {
                if (!complete || entry.mentionsOneOf(held)) {
                    walk.mayAllow(entry);
                    walk.mayDeny(entry);
                }
                continue;
            }
            boolean speaks = (type.allows() || type.denies()) && (entry.mask() & right.mask()) != 0;
            Certainty what = speaks ? right.spokenOfBy(entry, objectClass) : Certainty.NO;
            Certainty who = what == Certainty.NO ? Certainty.NO : isFor(entry, walk);
            if (who == Certainty.NO) {
                continue;
            }
            if (who == Certainty.YES && what == Certainty.YES && !type.conditional()) {
                found = type.allows() ? Grant.GRANTED : Grant.DENIED;
                walk.decides = entry;
            } else if (type.allows()) {
                walk.mayAllow(entry);
            } else {
                walk.mayDeny(entry);
            }
        }
        return walk.verdict(found);
    }

    private Certainty isFor(AccessControlEntry entry, Walk walk) {
        if (entry.isForOneOf(held)) {
            return Certainty.YES;
        }
        if (entry.isFor(SELF)) {
            return walk.isSelf ? Certainty.YES : Certainty.NO;
        }
        if (entry.isFor(OWNER_RIGHTS)) {
            return isOwner(walk.descriptor);
        }
        boolean may = entry.isForOneOf(BY_SIGN_IN) || (!complete && entry.isForSomeGroup());
        return may ? Certainty.MAYBE : Certainty.NO;
    }

    /** What an entry for OWNER RIGHTS does for an owner beyond reading and changing access is not documented. */
    private Certainty isOwner(SecurityDescriptor descriptor) {
        return descriptor
                .owner()
                .map(owner -> sids.contains(owner) ? Certainty.MAYBE : Certainty.NO)
                .orElse(Certainty.MAYBE);
    }

    /** What one walk through a list came upon. */
    private static final class Walk {

        private final SecurityDescriptor descriptor;
        private final boolean isSelf;
        private final Consumer<AccessControlEntry> deciding;
        private @Nullable AccessControlEntry decides;
        private @Nullable AccessControlEntry mayAllow;
        private @Nullable AccessControlEntry mayDeny;

        private Walk(SecurityDescriptor descriptor, boolean isSelf, Consumer<AccessControlEntry> deciding) {
            this.descriptor = descriptor;
            this.isSelf = isSelf;
            this.deciding = deciding;
        }

        private void mayAllow(AccessControlEntry entry) {
            mayAllow = mayAllow == null ? entry : mayAllow;
        }

        private void mayDeny(AccessControlEntry entry) {
            mayDeny = mayDeny == null ? entry : mayDeny;
        }

        /** What the first certain entry says, unless an uncertain one before it could say otherwise. */
        private Grant verdict(Grant found) {
            AccessControlEntry doubt = found == Grant.GRANTED ? mayDeny : mayAllow;
            if (doubt != null) {
                deciding.accept(doubt);
                return Grant.CANNOT_TELL;
            }
            if (found == Grant.DENIED && decides != null) {
                deciding.accept(decides);
            }
            return found;
        }
    }
}
