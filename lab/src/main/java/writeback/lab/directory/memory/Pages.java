package writeback.lab.directory.memory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ReadOnlySearchRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Paged results (RFC 2696) in the order in which the entries were made. The server below gathers all that matches for
 * every page and then drops what is not on it, which takes hours with very many entries; here a page is found by the
 * numbers of its entries, and the server below is asked for nothing. Thread-safe.
 */
final class Pages {

    static final String NUMBER = "uSNCreated";

    private final ServerHand hand;
    private final NavigableMap<Long, String> byNumber = new ConcurrentSkipListMap<>();

    /**
     * @param entries whole
     * @param answer the control that goes with them
     */
    record Page(List<Entry> entries, SimplePagedResultsControl answer) {

        LDAPResult with(LDAPResult result) {
            return new LDAPResult(
                    result.getMessageID(),
                    result.getResultCode(),
                    result.getDiagnosticMessage(),
                    result.getMatchedDN(),
                    result.getReferralURLs(),
                    new Control[] {answer});
        }
    }

    Pages(ServerHand hand) {
        this.hand = hand;
    }

    static Optional<SimplePagedResultsControl> asked(List<Control> controls) {
        return controls.stream()
                .filter(SimplePagedResultsControl.class::isInstance)
                .map(SimplePagedResultsControl.class::cast)
                .findFirst();
    }

    /** Finds nothing, of an object that must be there. */
    static Filter nothing() {
        return Filter.createNOTFilter(Filter.createPresenceFilter("objectClass"));
    }

    void born(Entry entry) {
        byNumber.put(entry.getAttributeValueAsLong(NUMBER), entry.getDN());
    }

    /** @param filter the request's own, as the server below understands it */
    Page page(ReadOnlySearchRequest request, Filter filter, SimplePagedResultsControl asked) throws LDAPException {
        DN base = new DN(request.getBaseDN());
        Range range = Range.of(filter);
        long last = after(asked.getCookie());
        boolean first = last == 0;
        List<Entry> found = new ArrayList<>();
        int further = 0;
        for (var born : byNumber.tailMap(Math.max(last + 1, range.from), true).entrySet()) {
            if (born.getKey() > range.to || (further > 0 && !first)) {
                break;
            }
            Optional<Entry> entry = hand.get(born.getValue()).filter(there -> isNumbered(there, born.getKey()));
            if (entry.isEmpty()
                    || !entry.get().matchesBaseAndScope(base, request.getScope())
                    || !filter.matchesEntry(entry.get())) {
                continue;
            }
            if (found.size() < Math.max(1, asked.getSize())) {
                found.add(entry.get());
                last = born.getKey();
            } else {
                further++;
            }
        }
        ASN1OctetString cookie = further > 0 ? new ASN1OctetString(Long.toString(last)) : new ASN1OctetString();
        // How many there are in all is told with the first page only: to count them again would take as long again.
        return new Page(found, new SimplePagedResultsControl(first ? found.size() + further : 0, cookie, false));
    }

    /** Not one that was deleted and has a successor of the same name. */
    private static boolean isNumbered(Entry entry, long number) {
        return Long.valueOf(number).equals(entry.getAttributeValueAsLong(NUMBER));
    }

    private static long after(@Nullable ASN1OctetString cookie) throws LDAPException {
        try {
            return cookie == null || cookie.getValueLength() == 0 ? 0 : Long.parseLong(cookie.stringValue());
        } catch (NumberFormatException e) {
            throw new LDAPException(
                    ResultCode.UNWILLING_TO_PERFORM, "00000057: LdapErr: DSID-0C090FA8, comment: bad cookie", e);
        }
    }

    /** Numbers from one to another, both among them. */
    private record Range(long from, long to) {

        /** Those that a filter leaves. */
        static Range of(Filter filter) {
            boolean numbered = NUMBER.equalsIgnoreCase(filter.getAttributeName()) && Filters.isNumbered(filter);
            switch (filter.getFilterType()) {
                case Filter.FILTER_TYPE_GREATER_OR_EQUAL:
                    return new Range(numbered ? Long.parseLong(filter.getAssertionValue()) : 0, Long.MAX_VALUE);
                case Filter.FILTER_TYPE_LESS_OR_EQUAL:
                    return new Range(0, numbered ? Long.parseLong(filter.getAssertionValue()) : Long.MAX_VALUE);
                case Filter.FILTER_TYPE_AND:
                    Range all = new Range(0, Long.MAX_VALUE);
                    for (Filter part : filter.getComponents()) {
                        Range one = of(part);
                        all = new Range(Math.max(all.from, one.from), Math.min(all.to, one.to));
                    }
                    return all;
                default:
                    return new Range(0, Long.MAX_VALUE);
            }
        }
    }
}
