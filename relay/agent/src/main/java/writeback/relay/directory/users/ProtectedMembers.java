package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.RangedValues;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.protocol.fact.AccountReport.Protection;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;

/**
 * Who belongs to a protected group now, directly, nested or by the primary group: read from the groups' own lists of
 * members, as {@code tokenGroups} cannot be asked for many users at once. Protected groups are small; more than
 * {@value #MEMBERS} members are not kept in memory, and then it cannot be told.
 */
final class ProtectedMembers {

    static final String ADMIN_COUNT = "adminCount";
    static final String PRIMARY_GROUP = "primaryGroupID";

    private static final int MEMBERS = 20_000;
    private static final int NESTED = 5_000;
    private static final String[] OF_GROUP = {"objectSid", "sAMAccountName", "groupType"};

    /** Names of protected groups by a member's normalized distinguished name. */
    private final Map<String, Set<String>> byMember = new HashMap<>();

    /** Names of protected groups by the relative id of a group of this domain that is, or lies in, one of them. */
    private final Map<Long, Set<String>> byPrimaryGroup = new HashMap<>();

    private final DomainSession session;

    private ProtectedMembers(DomainSession session) {
        this.session = session;
    }

    /** @throws DirectoryTrouble when groups cannot be read, or have too many members */
    static ProtectedMembers read(DomainSession session) throws DirectoryTrouble {
        ProtectedMembers members = new ProtectedMembers(session);
        ProtectedGroups kinds = ProtectedGroups.of(session);
        for (SearchResultEntry group : session.search(
                session.baseDn(),
                SearchScope.SUB,
                Filter.createANDFilter(
                        Filter.createEqualityFilter("objectClass", "group"),
                        Filter.createORFilter(candidates(session))),
                NESTED,
                OF_GROUP)) {
            if (kinds.contains(sid(group))) {
                members.addAll(group);
            }
        }
        return members;
    }

    private static List<Filter> candidates(DomainSession session) throws DirectoryTrouble {
        byte @Nullable [] domain = session.entry(session.baseDn(), "objectSid")
                .map(head -> head.getAttributeValueBytes("objectSid"))
                .orElse(null);
        if (domain == null) {
            throw new DirectoryTrouble(Cause.DENIED, "objectSid of " + session.baseDn() + " is hidden");
        }
        String prefix = SecurityIdentifier.read(domain).text() + "-";
        List<Filter> filters = new ArrayList<>();
        for (SecurityIdentifier group : ProtectedGroups.all(prefix)) {
            filters.add(Filter.createEqualityFilter("objectSid", group.bytes()));
        }
        return filters;
    }

    private void addAll(SearchResultEntry protectedGroup) throws DirectoryTrouble {
        String name = protectedGroup.getAttributeValue("sAMAccountName");
        String known = name == null ? protectedGroup.getDN() : name;
        Set<String> seen = new HashSet<>();
        Deque<SearchResultEntry> left = new ArrayDeque<>(List.of(protectedGroup));
        while (!left.isEmpty()) {
            SearchResultEntry group = left.pop();
            // A distribution group gives nobody anything (MS-ADTS 3.1.1.6.1.1.2.1 follows security groups only).
            if (!seen.add(normal(group.getDN())) || !isSecurity(group)) {
                continue;
            }
            if (seen.size() > NESTED) {
                throw new DirectoryTrouble(Cause.FAILED, known + " has more than " + NESTED + " groups in it");
            }
            byPrimaryGroup
                    .computeIfAbsent(sid(group).relativeId(), key -> new HashSet<>())
                    .add(known);
            for (String member : RangedValues.read(session, group.getDN(), "member", MEMBERS)) {
                byMember.computeIfAbsent(normal(member), key -> new HashSet<>()).add(known);
            }
            if (byMember.size() > MEMBERS) {
                throw new DirectoryTrouble(Cause.FAILED, "protected groups have more than " + MEMBERS + " members");
            }
            left.addAll(session.search(
                    session.baseDn(),
                    SearchScope.SUB,
                    Filter.createANDFilter(
                            Filter.createEqualityFilter("objectClass", "group"),
                            Filter.createEqualityFilter("memberOf", group.getDN())),
                    NESTED,
                    OF_GROUP));
        }
    }

    private static boolean isSecurity(Entry group) {
        // The highest bit makes it a security group (MS-ADTS 2.2.12), so the number is negative.
        String type = group.getAttributeValue("groupType");
        return type == null || type.startsWith("-");
    }

    private static SecurityIdentifier sid(Entry group) throws DirectoryTrouble {
        byte[] sid = group.getAttributeValueBytes("objectSid");
        if (sid == null) {
            throw new DirectoryTrouble(Cause.DENIED, "objectSid of " + group.getDN() + " is hidden");
        }
        return SecurityIdentifier.read(sid);
    }

    /** Whether a user is protected now, or once was. Protected Users is not looked at: it protects in another sense. */
    Sighting<Protection> of(Entry user) {
        boolean once = "1".equals(user.getAttributeValue(ADMIN_COUNT));
        Set<String> groups = new HashSet<>(byMember.getOrDefault(normal(user.getDN()), Set.of()));
        Long primary = user.getAttributeValueAsLong(PRIMARY_GROUP);
        if (primary != null) {
            groups.addAll(byPrimaryGroup.getOrDefault(primary, Set.of()));
        }
        return Sighting.seen(new Protection(once, groups.stream().sorted().toList(), false));
    }

    private static String normal(String distinguishedName) {
        try {
            return DN.normalize(distinguishedName);
        } catch (LDAPException e) {
            return distinguishedName;
        }
    }
}
