package writeback.relay.directory.users;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.rights.DescriptorReader;

/**
 * The users below one container whose {@code uSNCreated} the reading account may not see. Not thread-safe.
 *
 * <p>That attribute is in no property set, so it takes one entry that lets the account read all; where inheritance is
 * switched off, none may be left. To a filter, what is hidden does not exist (MS-ADTS 3.1.1.4.3): a search for numbers
 * never finds these users, and one for users without a number finds them alone.
 *
 * <p>They are few, so for each page all are looked through again, and taken in the order of a number made of their names:
 * nothing but the name is sure to be seen.
 *
 * @param <T> what is made of a user
 */
final class UnnumberedUsers<T> implements Users<T> {

    private static final int PAGE = 1000;

    /** The domain controller may have to look at all users to find none. */
    private static final int SEARCH_AT_MOST_SECONDS = 25;

    private static final Filter UNNUMBERED = Filter.createANDFilter(
            UserJudge.USERS, Filter.createNOTFilter(Filter.createPresenceFilter(UserPages.NUMBER)));

    private final DomainSession session;
    private final String base;
    private final String[] attributes;
    private final Function<SearchResultEntry, T> make;
    private long after;
    private boolean finished;

    /** @param after go on behind this number; at first 0 */
    UnnumberedUsers(
            DomainSession session, String base, long after, String[] attributes, Function<SearchResultEntry, T> make) {
        this.session = session;
        this.base = base;
        this.after = after;
        this.attributes = attributes.clone();
        this.make = make;
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public long after() {
        return after;
    }

    @Override
    public List<Numbered<T>> next(int atMost) throws DirectoryTrouble {
        PriorityQueue<Numbered<T>> lowest = new PriorityQueue<>(
                Comparator.comparingLong((Numbered<T> user) -> user.number()).reversed());
        boolean more = false;
        @Nullable ASN1OctetString cookie = null;
        try {
            do {
                SearchResult page = session.page(request(cookie));
                for (SearchResultEntry user : page.getSearchEntries()) {
                    long number = number(user.getDN());
                    if (number > after) {
                        lowest.add(new Numbered<>(number, make.apply(user)));
                    }
                    if (lowest.size() > atMost) {
                        lowest.remove();
                        more = true;
                    }
                }
                SimplePagedResultsControl control = SimplePagedResultsControl.get(page);
                cookie = control != null && control.moreResultsToReturn() ? control.getCookie() : null;
            } while (cookie != null);
        } catch (LDAPException e) {
            throw DirectoryTrouble.of("users below " + base + " whose " + UserPages.NUMBER + " is hidden", e);
        }
        List<Numbered<T>> users = lowest.stream()
                .sorted(Comparator.comparingLong(Numbered::number))
                .toList();
        after = users.isEmpty() ? after : users.get(users.size() - 1).number();
        finished = !more;
        return users;
    }

    /** 63 bits of the name's hash, above 0: that two users have the same one is not to be expected in any domain. */
    private static long number(String distinguishedName) throws LDAPException {
        byte[] hash = Cursor.sum(DN.normalize(distinguishedName).getBytes(StandardCharsets.UTF_8));
        return Math.max(1, ByteBuffer.wrap(hash).getLong() & Long.MAX_VALUE);
    }

    private SearchRequest request(@Nullable ASN1OctetString cookie) {
        SearchRequest request = new SearchRequest(
                base,
                SearchScope.SUB,
                DereferencePolicy.NEVER,
                0,
                SEARCH_AT_MOST_SECONDS,
                false,
                UNNUMBERED,
                attributes);
        request.setResponseTimeoutMillis((SEARCH_AT_MOST_SECONDS + 2) * 1000L);
        request.addControl(new SimplePagedResultsControl(PAGE, cookie, true));
        request.addControl(DescriptorReader.withoutSacl());
        return request;
    }
}
