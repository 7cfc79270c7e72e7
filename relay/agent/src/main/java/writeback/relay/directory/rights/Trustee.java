package writeback.relay.directory.rights;

import java.util.Set;
import writeback.relay.directory.SecurityIdentifier;

/**
 * An account and everything it counts as when the directory checks its access.
 *
 * @param name for people
 * @param sids its own, those of its groups, direct and nested, its primary group, and the well-known ones that each
 *     account has which signs in over the network
 * @param complete false when some of its groups could not be seen: an entry for any group may then be for it
 */
public record Trustee(String name, SecurityIdentifier sid, Set<SecurityIdentifier> sids, boolean complete) {

    public Trustee {
        sids = Set.copyOf(sids);
    }
}
