package writeback.relay.operation;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.List;
import java.util.Optional;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.protocol.message.Outcome;

/** Holds a trustee against {@code bounds.connector-accounts}; names in it are looked up in the directory. */
final class ConnectorBound {

    private ConnectorBound() {}

    /** Why this account may not be granted rights, or empty. */
    static Optional<Outcome> refused(Bounds bounds, DomainSession session, String trustee) throws DirectoryTrouble {
        List<String> listed = bounds.connectorAccounts();
        if (listed.contains(trustee) || isNamed(listed, session, trustee)) {
            return Optional.empty();
        }
        return Optional.of(new Outcome.Refused(
                "out-of-bounds", "account " + trustee + " is not in the list", "bounds.connector-accounts"));
    }

    private static boolean isNamed(List<String> listed, DomainSession session, String trustee) throws DirectoryTrouble {
        if (listed.stream().noneMatch(account -> account.indexOf('\\') > 0)) {
            return false;
        }
        Filter filter = Filter.createANDFilter(
                Filter.createEqualityFilter("objectClass", "user"),
                Filter.createEqualityFilter(
                        "objectSid", SecurityIdentifier.parse(trustee).bytes()));
        List<SearchResultEntry> found = session.search(session.baseDn(), SearchScope.SUB, filter, 1, "sAMAccountName");
        String sam = found.isEmpty() ? null : found.get(0).getAttributeValue("sAMAccountName");
        Optional<String> domain = sam == null ? Optional.empty() : netbiosName(session);
        return domain.isPresent() && listed.stream().anyMatch((domain.get() + "\\" + sam)::equalsIgnoreCase);
    }

    /** The domain's short name, from its crossRef (MS-ADTS 6.1.1.2.1.1). */
    private static Optional<String> netbiosName(DomainSession session) throws DirectoryTrouble {
        Filter filter = Filter.createANDFilter(
                Filter.createEqualityFilter("objectClass", "crossRef"),
                Filter.createEqualityFilter("nCName", session.baseDn()));
        return session
                .search("CN=Partitions," + session.configurationDn(), SearchScope.ONE, filter, 1, "nETBIOSName")
                .stream()
                .findFirst()
                .map((Entry found) -> found.getAttributeValue("nETBIOSName"));
    }
}
