package writeback.relay.directory.users;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.ServerSideSortRequestControl;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.controls.SortKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.rights.DescriptorReader;
import writeback.relay.protocol.fact.Cause;

/**
 * The users below one container in the order of {@code uSNCreated}, page by page; but for those of whom the number is
 * hidden, whom {@link UnnumberedUsers} gives. Not thread-safe.
 *
 * <p>The number is the update sequence number under which this domain controller made the object: no two objects of it
 * have the same one, it never changes, and every later object gets a larger one (MS-ADTS 3.1.1.1.9, 3.1.1.1.14). So "all
 * up to n" says exactly who was looked at, on another connection and in another life of the relay as well.
 *
 * <p>A page is taken only when it is sure to hold the lowest numbers that are left, for one of two reasons. The domain
 * controller sorted (MS-ADTS 3.1.1.3.4.1.13), and the numbers did come in rising order. Or there was nothing more in the
 * window of numbers that was searched; one that holds more is narrowed until it does not, and one that holds little is
 * widened. The windows adjoin, so either way each user that is there from beginning to end and is not moved comes once.
 *
 * <p>As long as the connection lives, sorted pages follow each other in one paged search. Entries are made into results as
 * they arrive and are not kept.
 *
 * @param <T> what is made of a user
 */
final class UserPages<T> implements Users<T> {

    static final String NUMBER = "uSNCreated";

    private static final String SORTING = "1.2.840.113556.1.4.473";
    private static final int SEARCH_AT_MOST_SECONDS = 10;
    private static final int WIDEN_AT_MOST = 16;
    private static final Set<ResultCode> TOO_MUCH = Set.of(
            ResultCode.TIME_LIMIT_EXCEEDED,
            ResultCode.SIZE_LIMIT_EXCEEDED,
            ResultCode.ADMIN_LIMIT_EXCEEDED,
            ResultCode.UNWILLING_TO_PERFORM,
            ResultCode.UNAVAILABLE_CRITICAL_EXTENSION,
            ResultCode.SORT_CONTROL_MISSING,
            ResultCode.INAPPROPRIATE_MATCHING);

    private final DomainSession session;
    private final String base;
    private final long from;
    private final long until;
    private final String[] attributes;
    private final Function<SearchResultEntry, T> make;
    private long after;
    private long width;
    private boolean sorting;
    private @Nullable ASN1OctetString cookie;
    private long counted = -1;

    /**
     * @param after go on behind this number
     * @param until the last number that counts
     * @param attributes to read besides the number
     */
    UserPages(
            DomainSession session,
            String base,
            long after,
            long until,
            String[] attributes,
            Function<SearchResultEntry, T> make) {
        this.session = session;
        this.base = base;
        this.from = after;
        this.after = after;
        this.until = until;
        this.width = until - after;
        this.attributes = Arrays.copyOf(attributes, attributes.length + 1);
        this.attributes[attributes.length] = NUMBER;
        this.make = make;
        this.sorting = session.supportedControls().contains(SORTING);
    }

    @Override
    public boolean isFinished() {
        return after >= until;
    }

    @Override
    public long after() {
        return after;
    }

    /** How many users the domain controller says there are from the beginning of these pages on; below 0: it did not. */
    long counted() {
        return counted;
    }

    @Override
    public List<Numbered<T>> next(int atMost) throws DirectoryTrouble {
        while (!isFinished()) {
            Page<T> page;
            try {
                page = search(atMost);
            } catch (LDAPException e) {
                if (!TOO_MUCH.contains(e.getResultCode()) || (!sorting && width <= 1)) {
                    throw DirectoryTrouble.of("users below " + base, e);
                }
                stopSorting();
                narrow(width / 4);
                continue;
            }
            if (sorting && page.rises(after)) {
                return takeSorted(page);
            }
            if (cookie == null && page.isWhole()) {
                return takeWindow(page, atMost);
            }
            if (!sorting && width <= 1) {
                throw new DirectoryTrouble(Cause.MALFORMED, "many users below " + base + " with one " + NUMBER);
            }
            stopSorting();
            narrow(page.total > 0 ? width * atMost / page.total * 3 / 4 : width / 4);
        }
        return List.of();
    }

    private List<Numbered<T>> takeSorted(Page<T> page) {
        if (counted < 0 && cookie == null && page.total > 0) {
            counted = page.total;
        }
        cookie = page.next;
        List<Numbered<T>> users =
                page.users.stream().filter(user -> user.number() <= until).toList();
        boolean ended = page.isWhole() || users.size() < page.users.size();
        after = ended
                ? until
                : users.isEmpty() ? after : users.get(users.size() - 1).number();
        return users;
    }

    private List<Numbered<T>> takeWindow(Page<T> page, int atMost) {
        after = windowEnd();
        int found = page.users.size();
        long fitting = found == 0 ? width * WIDEN_AT_MOST : width * atMost * 9 / 10 / found;
        width = Math.max(1, Math.min(fitting, width * WIDEN_AT_MOST));
        return page.users.stream()
                .filter(user -> user.number() <= until)
                .sorted(Comparator.comparingLong(Numbered::number))
                .toList();
    }

    private void stopSorting() {
        sorting = false;
        cookie = null;
    }

    private void narrow(long narrower) {
        width = Math.max(1, Math.min(narrower, width - 1));
    }

    private long windowEnd() {
        return until - after <= width ? until : after + width;
    }

    private Page<T> search(int atMost) throws LDAPException {
        Page<T> page = new Page<>(make);
        SearchRequest request = new SearchRequest(
                page,
                base,
                SearchScope.SUB,
                DereferencePolicy.NEVER,
                0,
                SEARCH_AT_MOST_SECONDS,
                false,
                filter(),
                attributes);
        request.addControl(new SimplePagedResultsControl(atMost, cookie, true));
        request.addControl(DescriptorReader.withoutSacl());
        if (sorting) {
            request.addControl(new ServerSideSortRequestControl(false, new SortKey(NUMBER)));
        }
        page.end(session.page(request));
        return page;
    }

    private Filter filter() {
        long end = sorting ? until : windowEnd();
        long start = sorting ? from : after;
        return Filter.createANDFilter(
                UserJudge.USERS,
                Filter.createGreaterOrEqualFilter(NUMBER, Long.toString(start + 1)),
                Filter.createLessOrEqualFilter(NUMBER, Long.toString(end)));
    }
}
