package writeback.bot.change;

import java.util.Optional;
import writeback.bot.runbook.CloudUser;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.Sighting;

/**
 * Whose password a reset in the cloud would change. A name alone does not tell: where the test account is not synchronised,
 * a user of the cloud alone may have its user principal name, or one that comes from another account.
 */
public sealed interface ChannelTarget {

    /** The user that is synchronised from the test account, by the object id, which nobody else ever has. */
    record Found(String objectId) implements ChannelTarget {}

    /** @param code why nobody may be reset; stable, in kebab case */
    record Nobody(String code) implements ChannelTarget {}

    /**
     * @param account the test account as AD DS shows it
     * @param named who has its user principal name in the cloud
     * @return unseen when it could not be seen who that is; then nobody may be reset, either
     */
    static Sighting<ChannelTarget> of(AccountFacts account, Sighting<Optional<CloudUser>> named) {
        return named.flatMap(found -> found.map(user -> user.origin().map(origin -> of(account, user.id(), origin)))
                .orElseGet(() -> Sighting.seen(new Nobody("not-in-cloud"))));
    }

    private static ChannelTarget of(AccountFacts account, String objectId, CloudUser.Origin origin) {
        if (!account.securityIdentifier().equals(origin.securityIdentifier())) {
            return new Nobody("other-cloud-user");
        }
        return origin.synchronised() ? new Found(objectId) : new Nobody("not-synchronised");
    }
}
