package writeback.relay.check;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.rights.DescriptorReader;

/**
 * Objects of one kind, as far as they were looked at.
 *
 * @param all those whose access list was read
 * @param hidden how many there are whose access list is hidden
 * @param more whether there are others that were not looked at
 */
record Things(List<Thing> all, int hidden, boolean more) {

    private static final int SECONDS_AT_MOST = 10;

    static final Things NONE = new Things(List.of(), 0, false);

    /** The first ones that match, in the directory's own order; none where the base does not exist. */
    static Things read(
            DomainSession session, String base, SearchScope scope, Filter filter, int atMost, String... attributes)
            throws DirectoryTrouble {
        List<String> wanted = new ArrayList<>(List.of(attributes));
        wanted.addAll(List.of("objectClass", "objectSid", DescriptorReader.ATTRIBUTE));
        SearchRequest request = new SearchRequest(
                base, scope, DereferencePolicy.NEVER, 0, SECONDS_AT_MOST, false, filter, wanted.toArray(String[]::new));
        List<SearchResultEntry> found = new ArrayList<>();
        @Nullable ASN1OctetString cookie = null;
        try {
            do {
                request.setControls(new Control[] {
                    DescriptorReader.withoutSacl(), new SimplePagedResultsControl(atMost - found.size(), cookie)
                });
                SearchResult page = session.page(request);
                found.addAll(page.getSearchEntries());
                SimplePagedResultsControl next = SimplePagedResultsControl.get(page);
                cookie = next != null && next.moreResultsToReturn() ? next.getCookie() : null;
            } while (cookie != null && found.size() < atMost);
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
                return NONE;
            }
            throw DirectoryTrouble.of("search at " + base, e);
        }
        List<Thing> all = found.stream()
                .flatMap(entry -> Thing.of(entry, session.account()).stream())
                .toList();
        return new Things(all, found.size() - all.size(), cookie != null && scope != SearchScope.BASE);
    }

    Things only(Predicate<Thing> wanted) {
        return new Things(all.stream().filter(wanted).toList(), hidden, more);
    }

    Things and(Things others) {
        List<Thing> both = new ArrayList<>(all);
        both.addAll(others.all);
        return new Things(List.copyOf(both), hidden + others.hidden, more || others.more);
    }

    /** How many were looked at, and that there are others, if there are. */
    String counted(String what) {
        return what + " (" + (more ? "the first " : "") + all.size()
                + (hidden == 0 ? ")" : "; " + hidden + " hide their access list)");
    }
}
