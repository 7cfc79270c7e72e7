package writeback.lab.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.util.Optional;

/** Finds accounts by the lab's own hand. */
public final class AccountSearch {

    private AccountSearch() {}

    public static Optional<DirectoryAccount> byUserPrincipalName(DomainHand hand, String userPrincipalName) {
        Filter filter = Filter.createANDFilter(
                Filter.createEqualityFilter("objectClass", "user"),
                Filter.createEqualityFilter("userPrincipalName", userPrincipalName));
        return hand
                .search(
                        PracticeDomain.BASE,
                        filter.toString(),
                        "sAMAccountName",
                        "userPrincipalName",
                        "displayName",
                        "userAccountControl")
                .stream()
                .findFirst()
                .map(AccountSearch::account);
    }

    private static DirectoryAccount account(Entry entry) {
        String display = entry.getAttributeValue("displayName");
        String sam = entry.getAttributeValue("sAMAccountName");
        return new DirectoryAccount(
                entry.getDN(),
                sam,
                entry.getAttributeValue("userPrincipalName"),
                display == null ? sam : display,
                (Long.parseLong(entry.getAttributeValue("userAccountControl")) & 2) == 0);
    }
}
