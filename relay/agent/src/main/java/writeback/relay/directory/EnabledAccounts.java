package writeback.relay.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectorySettings.Accounts;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.Sighting;

/**
 * Counts enabled accounts whose password could be written back, page by page, until there are enough. Left out are what
 * Entra Connect never synchronises (critical system objects, its own {@code MSOL_} and {@code AAD_} accounts: Microsoft
 * Entra Connect Sync: Understanding the default configuration) and the accounts this relay works with.
 */
public final class EnabledAccounts {

    private static final int PAGE = 250;
    private static final int PAGE_AT_MOST_SECONDS = 10;
    private static final Duration ALL_AT_MOST = Duration.ofSeconds(10);
    private static final String CONTROL = "userAccountControl";
    private static final String CRITICAL = "isCriticalSystemObject";
    private static final String SAM = "sAMAccountName";
    private static final String UPN = "userPrincipalName";
    private static final long DISABLED = 2;
    private static final Filter USERS = Filter.createANDFilter(
            Filter.createEqualityFilter("objectClass", "user"),
            Filter.createNOTFilter(Filter.createEqualityFilter("objectClass", "computer")));

    private EnabledAccounts() {}

    /**
     * @param own the accounts of the relay, as its settings name them
     * @return the count, at most {@link DirectoryFacts#COUNTED_AT_MOST}
     */
    public static Sighting<Long> count(DomainSession session, Clock clock, Accounts own) {
        Instant until = clock.instant().plus(ALL_AT_MOST);
        long enabled = 0;
        long hidden = 0;
        ASN1OctetString cookie = null;
        try {
            do {
                SearchResult page = session.page(request(session, cookie));
                for (SearchResultEntry entry : page.getSearchEntries()) {
                    String control = entry.getAttributeValue(CONTROL);
                    if (neverSynchronised(entry) || OwnAccount.is(session, entry, own)) {
                        continue;
                    }
                    if (control == null) {
                        hidden++;
                    } else if ((Ticks.number(CONTROL, control) & DISABLED) == 0) {
                        enabled++;
                    }
                }
                if (enabled >= DirectoryFacts.COUNTED_AT_MOST) {
                    return Sighting.seen(DirectoryFacts.COUNTED_AT_MOST);
                }
                SimplePagedResultsControl next = SimplePagedResultsControl.get(page);
                cookie = next != null && next.moreResultsToReturn() ? next.getCookie() : null;
                if (cookie != null && clock.instant().isAfter(until)) {
                    return Sighting.unseen(Cause.TIMEOUT, "counting accounts took more than " + ALL_AT_MOST);
                }
            } while (cookie != null);
        } catch (LDAPException e) {
            return DirectoryTrouble.of("counting accounts", e).unseen();
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
        if (enabled == 0 && hidden > 0) {
            return Sighting.unseen(Cause.DENIED, CONTROL + " is hidden from " + session.account());
        }
        return Sighting.seen(enabled);
    }

    private static boolean neverSynchronised(SearchResultEntry entry) {
        String name = sam(entry);
        return "TRUE".equalsIgnoreCase(entry.getAttributeValue(CRITICAL))
                || name.startsWith("msol_")
                || name.startsWith("aad_");
    }

    private static String sam(SearchResultEntry entry) {
        String name = entry.getAttributeValue(SAM);
        return name == null ? "" : name.toLowerCase(Locale.ROOT);
    }

    private static SearchRequest request(DomainSession session, @Nullable ASN1OctetString cookie) {
        SearchRequest request = new SearchRequest(
                session.baseDn(),
                SearchScope.SUB,
                DereferencePolicy.NEVER,
                0,
                PAGE_AT_MOST_SECONDS,
                false,
                USERS,
                CONTROL,
                CRITICAL,
                SAM,
                UPN);
        request.addControl(new SimplePagedResultsControl(PAGE, cookie));
        return request;
    }
}
