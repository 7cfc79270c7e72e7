package writeback.relay.directory.users;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.users.Users.Numbered;

/** One answer to a paged search, each entry made into a result at once. */
final class Page<T> implements SearchResultListener {

    private static final long serialVersionUID = 1;

    final transient List<Numbered<T>> users = new ArrayList<>();
    private final transient Function<SearchResultEntry, T> make;

    /** Where the paged search goes on; null: nowhere. */
    transient @Nullable ASN1OctetString next;

    /** How many the server says there are in all; 0: it does not say. */
    int total;

    Page(Function<SearchResultEntry, T> make) {
        this.make = make;
    }

    @Override
    public void searchEntryReturned(SearchResultEntry entry) {
        Long number = entry.getAttributeValueAsLong(UserPages.NUMBER);
        if (number != null) {
            users.add(new Numbered<>(number, make.apply(entry)));
        }
    }

    /** Referrals lead to other domains, whose users are not this one's. */
    @Override
    public void searchReferenceReturned(SearchResultReference reference) {}

    void end(SearchResult result) throws LDAPException {
        SimplePagedResultsControl control = SimplePagedResultsControl.get(result);
        if (control != null) {
            total = control.getSize();
            next = control.moreResultsToReturn() ? control.getCookie() : null;
        }
    }

    /** Whether there was nothing more. */
    boolean isWhole() {
        return next == null;
    }

    /** Whether every number is larger than the one before it. */
    boolean rises(long after) {
        long last = after;
        for (Numbered<T> user : users) {
            if (user.number() <= last) {
                return false;
            }
            last = user.number();
        }
        return true;
    }
}
