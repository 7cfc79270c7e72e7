package writeback.relay.directory.pso;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.Ticks;
import writeback.relay.protocol.fact.Cause;

/** Finds the ordinary users that global security groups hold, directly, nested and as primary group, page by page. */
final class Members {

    private static final int PAGE = 500;
    private static final int PAGE_AT_MOST_SECONDS = 10;
    private static final int USERS_AT_MOST = 20_000;
    private static final int GROUPS_AT_MOST = 1_000;
    private static final Duration ALL_AT_MOST = Duration.ofSeconds(10);
    /** UF_NORMAL_ACCOUNT of {@code userAccountControl} (MS-ADTS 2.2.16): PSOs bind no others. */
    private static final long ORDINARY = 0x200;
    /** GROUP_TYPE_ACCOUNT_GROUP and GROUP_TYPE_SECURITY_ENABLED (MS-ADTS 2.2.12): a global security group. */
    private static final long GLOBAL_SECURITY = 0x8000_0002L;

    private static final String CONTROL = "userAccountControl";
    private static final String[] ATTRIBUTES = {"objectClass", "groupType", CONTROL, "objectSid", "member"};

    private final DomainSession session;
    private final Clock clock;
    private final Instant until;
    private int found;

    Members(DomainSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
        this.until = clock.instant().plus(ALL_AT_MOST);
    }

    /** What a name in {@code msDS-PSOAppliesTo} is, with all that counts of it. */
    Entry entry(String distinguishedName) throws DirectoryTrouble {
        return session.entry(distinguishedName, ATTRIBUTES)
                .filter(entry -> entry.hasAttribute("objectClass"))
                .orElseThrow(() -> new DirectoryTrouble(
                        Cause.DENIED, distinguishedName + " is gone, or hidden from " + session.account()));
    }

    static boolean isGroup(Entry entry) {
        return entry.hasObjectClass("group");
    }

    /** @throws DirectoryTrouble when its kind is hidden */
    boolean isOrdinaryUser(Entry entry) throws DirectoryTrouble {
        return entry.hasObjectClass("user") && (number(entry, CONTROL) & ORDINARY) != 0;
    }

    /**
     * Every ordinary user in a group; none for a group of another kind.
     *
     * @return normalised distinguished names
     * @throws DirectoryTrouble also when there are too many to count
     */
    Set<String> users(Entry top) throws DirectoryTrouble {
        Set<String> users = new HashSet<>();
        Set<String> known = new HashSet<>(Set.of(Pso.normal(top.getDN())));
        Deque<Entry> groups = new ArrayDeque<>(List.of(top));
        while (!groups.isEmpty()) {
            Entry group = groups.pop();
            if ((number(group, "groupType") & GLOBAL_SECURITY) != GLOBAL_SECURITY) {
                continue;
            }
            Set<Entry> held = held(group);
            if (held.isEmpty() && group.hasAttribute("member")) {
                throw new DirectoryTrouble(
                        Cause.DENIED, "members of " + group.getDN() + " are hidden from " + session.account());
            }
            for (Entry entry : held) {
                String name = Pso.normal(entry.getDN());
                if (isGroup(entry)) {
                    if (known.add(name)) {
                        groups.push(entry);
                    }
                } else if (isOrdinaryUser(entry)) {
                    users.add(name);
                }
            }
            if (known.size() > GROUPS_AT_MOST) {
                throw new DirectoryTrouble(Cause.FAILED, "more than " + GROUPS_AT_MOST + " nested groups");
            }
        }
        return users;
    }

    /** Members by link, and those whose primary group it is, which no link names. */
    private Set<Entry> held(Entry group) throws DirectoryTrouble {
        byte[] sid = group.getAttributeValueBytes("objectSid");
        Filter byLink = Filter.createEqualityFilter("memberOf", group.getDN());
        Filter filter = sid == null
                ? byLink
                : Filter.createORFilter(
                        byLink,
                        Filter.createEqualityFilter(
                                "primaryGroupID",
                                Long.toString(SecurityIdentifier.read(sid).relativeId())));
        Set<Entry> all = new HashSet<>();
        ASN1OctetString cookie = null;
        try {
            do {
                SearchResult page = session.page(request(filter, cookie));
                all.addAll(page.getSearchEntries());
                found += page.getEntryCount();
                if (found > USERS_AT_MOST) {
                    throw new DirectoryTrouble(Cause.FAILED, "more than " + USERS_AT_MOST + " members to look at");
                }
                if (clock.instant().isAfter(until)) {
                    throw new DirectoryTrouble(Cause.TIMEOUT, "counting took more than " + ALL_AT_MOST);
                }
                SimplePagedResultsControl next = SimplePagedResultsControl.get(page);
                cookie = next != null && next.moreResultsToReturn() ? next.getCookie() : null;
            } while (cookie != null);
        } catch (LDAPException e) {
            throw DirectoryTrouble.of("members of " + group.getDN(), e);
        }
        return all;
    }

    private SearchRequest request(Filter filter, @Nullable ASN1OctetString cookie) {
        SearchRequest request = new SearchRequest(
                session.baseDn(),
                SearchScope.SUB,
                DereferencePolicy.NEVER,
                0,
                PAGE_AT_MOST_SECONDS,
                false,
                filter,
                "objectClass",
                "groupType",
                CONTROL,
                "objectSid");
        request.addControl(new SimplePagedResultsControl(PAGE, cookie));
        return request;
    }

    private long number(Entry entry, String attribute) throws DirectoryTrouble {
        String value = entry.getAttributeValue(attribute);
        if (value == null) {
            throw new DirectoryTrouble(
                    Cause.DENIED, attribute + " of " + entry.getDN() + " is hidden from " + session.account());
        }
        return Ticks.number(attribute, value);
    }
}
