package writeback.relay.directory.users;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;

/**
 * About how many users there are: what the domain controller says with the first page, and where it says nothing, counted
 * without reading anything of them.
 */
final class UserCount {

    /** Enough for some ten thousand on a domain controller that is not busy; the walk itself matters more. */
    private static final Duration AT_MOST = Duration.ofMillis(700);

    private static final int PAGE = 1000;
    private static final int PAGE_AT_MOST_SECONDS = 5;

    private UserCount() {}

    static Sighting<Long> below(DomainSession session, List<String> containers) {
        long end = System.nanoTime() + AT_MOST.toNanos();
        long users = 0;
        for (String container : containers) {
            @Nullable ASN1OctetString cookie = null;
            do {
                if (System.nanoTime() > end) {
                    return Sighting.unseen(Cause.TIMEOUT, "counting the users took more than " + AT_MOST);
                }
                try {
                    SearchResult page = session.page(request(container, cookie));
                    SimplePagedResultsControl control = SimplePagedResultsControl.get(page);
                    boolean told = cookie == null && control != null && control.getSize() > 0;
                    users += told ? control.getSize() : page.getEntryCount();
                    cookie = !told && control != null && control.moreResultsToReturn() ? control.getCookie() : null;
                } catch (LDAPException e) {
                    return DirectoryTrouble.of("counting the users", e).unseen();
                }
            } while (cookie != null);
        }
        return Sighting.seen(users);
    }

    private static SearchRequest request(String container, @Nullable ASN1OctetString cookie) {
        SearchRequest request = new SearchRequest(
                container,
                SearchScope.SUB,
                DereferencePolicy.NEVER,
                0,
                PAGE_AT_MOST_SECONDS,
                false,
                UserJudge.USERS,
                SearchRequest.NO_ATTRIBUTES);
        request.addControl(new SimplePagedResultsControl(PAGE, cookie, true));
        return request;
    }
}
