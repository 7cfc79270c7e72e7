package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;

/** The security groups an account belongs to, directly or nested ({@code tokenGroups}, MS-ADTS 3.1.1.4.5.19). */
final class TokenGroups {

    private static final String ATTRIBUTE = "tokenGroups";

    private TokenGroups() {}

    /** Every account has a primary group at least, so that one without any shows that they are hidden. */
    static Sighting<List<SecurityIdentifier>> read(DomainSession session, String distinguishedName) {
        try {
            Optional<? extends Entry> account = session.entry(distinguishedName, ATTRIBUTE);
            byte[][] values = account.isEmpty() ? null : account.get().getAttributeValueByteArrays(ATTRIBUTE);
            if (values == null || values.length == 0) {
                return Sighting.unseen(
                        Cause.DENIED, ATTRIBUTE + " of " + distinguishedName + " is hidden from " + session.account());
            }
            List<SecurityIdentifier> groups = new ArrayList<>();
            for (byte[] value : values) {
                groups.add(SecurityIdentifier.read(value));
            }
            return Sighting.seen(List.copyOf(groups));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }

    /** Names of those that fit, as this domain calls them; one of another domain is told by its identifier. */
    static Sighting<List<String>> names(
            DomainSession session, List<SecurityIdentifier> groups, Predicate<SecurityIdentifier> fitting) {
        try {
            List<String> names = new ArrayList<>();
            for (SecurityIdentifier group : groups) {
                if (fitting.test(group)) {
                    names.add(name(session, group));
                }
            }
            return Sighting.seen(names.stream().sorted().toList());
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }

    private static String name(DomainSession session, SecurityIdentifier group) throws DirectoryTrouble {
        Optional<SearchResultEntry> found = session
                .search(
                        session.baseDn(),
                        SearchScope.SUB,
                        Filter.createEqualityFilter("objectSid", group.bytes()),
                        1,
                        "sAMAccountName")
                .stream()
                .findFirst();
        return found.map(entry -> entry.getAttributeValue("sAMAccountName")).orElse(group.text());
    }
}
