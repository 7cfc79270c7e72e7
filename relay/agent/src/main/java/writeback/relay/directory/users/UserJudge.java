package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.rights.SecurityDescriptor;
import writeback.relay.directory.rights.Trustee;
import writeback.relay.protocol.fact.AccountReport.Protection;
import writeback.relay.protocol.fact.Sighting;

/**
 * Says of each user of one domain what counts, from one search result and without asking again. What it rests on, the
 * policies, the protected groups' members and the connector account's groups, is read once. Not thread-safe.
 */
final class UserJudge {

    /**
     * Users whose password could be written back at all. Left out are computers and what Entra Connect never synchronises
     * (Microsoft Entra Connect Sync: Understanding the default configuration): critical system objects and its own
     * accounts.
     */
    static final Filter USERS = Filter.createANDFilter(
            Filter.createEqualityFilter("objectClass", "user"),
            Filter.createNOTFilter(Filter.createEqualityFilter("objectClass", "computer")),
            Filter.createNOTFilter(Filter.createEqualityFilter("isCriticalSystemObject", "TRUE")),
            Filter.createNOTFilter(Filter.createSubstringFilter("sAMAccountName", "MSOL_", null, null)),
            Filter.createNOTFilter(Filter.createSubstringFilter("sAMAccountName", "AAD_", null, null)));

    private final PolicyBook policies;
    private final UserRights rights;
    private final Sighting<ProtectedMembers> protectedMembers;

    private UserJudge(PolicyBook policies, UserRights rights, Sighting<ProtectedMembers> protectedMembers) {
        this.policies = policies;
        this.rights = rights;
        this.protectedMembers = protectedMembers;
    }

    /** @param connector the connector account; unseen: then nobody's rights can be told, and the rest stands */
    static UserJudge of(DomainSession session, Sighting<Trustee> connector) throws DirectoryTrouble {
        @Nullable SecurityDescriptor head = UserRights.head(session);
        UserRights rights = new UserRights(session.account(), connector, head);
        return new UserJudge(PolicyBook.read(session), rights, members(session));
    }

    private static Sighting<ProtectedMembers> members(DomainSession session) {
        try {
            return Sighting.seen(ProtectedMembers.read(session));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }

    /** What has to be read of a user. */
    String[] attributes() {
        Set<String> names = new LinkedHashSet<>(
                List.of(Flags.CONTROL, Flags.EXPIRES, ProtectedMembers.ADMIN_COUNT, ProtectedMembers.PRIMARY_GROUP));
        names.addAll(Arrays.asList(policies.attributes()));
        names.addAll(Arrays.asList(UserRights.ATTRIBUTES));
        return names.toArray(String[]::new);
    }

    Standing standing(Entry user, Instant now) {
        Sighting<UserRights.Access> access = rights.on(user);
        return new Standing(
                Flags.control(user, Flags.DISABLED).map(disabled -> !disabled),
                Flags.expiry(user),
                protection(user),
                access.map(UserRights.Access::inheritanceOff),
                policies.of(user, now),
                AwkwardNames.above(user.getDN()),
                access.flatMap(UserRights.Access::connector));
    }

    /** {@code adminCount} tells enough by itself, whether or not the groups can be seen. */
    private Sighting<Protection> protection(Entry user) {
        return "1".equals(user.getAttributeValue(ProtectedMembers.ADMIN_COUNT)) && !protectedMembers.isSeen()
                ? Sighting.seen(new Protection(true, List.of(), false))
                : protectedMembers.flatMap(members -> members.of(user));
    }
}
