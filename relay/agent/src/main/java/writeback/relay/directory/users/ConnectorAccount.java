package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.List;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.rights.Trustee;
import writeback.relay.protocol.fact.ConnectorFacts.FoundBy;
import writeback.relay.protocol.fact.Sighting;

/**
 * The AD DS connector account.
 *
 * @param name its sAMAccountName, or its distinguished name where that is hidden
 * @param entry with {@link ConnectorFinder#ATTRIBUTES}
 * @param groups its {@code tokenGroups}
 * @param trustee what it counts as in the domain whose users are looked at
 */
public record ConnectorAccount(
        String name,
        FoundBy foundBy,
        SearchResultEntry entry,
        Sighting<List<SecurityIdentifier>> groups,
        Sighting<List<String>> privilegedGroups,
        Trustee trustee) {}
