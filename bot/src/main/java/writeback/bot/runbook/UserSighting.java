package writeback.bot.runbook;

import java.time.Instant;
import java.util.Optional;
import writeback.relay.protocol.fact.AccountReport;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.Sighting;

/**
 * What was seen of one user at one time. An explanation follows from this value alone.
 *
 * @param takenAt when the look ended; the explanation's only clock
 * @param asked the name as it was typed; a foreign value
 * @param directory the account in AD DS; seen empty: none of that name is to be seen in any of the forest's domains
 * @param cloud the account in Entra ID; seen empty: there is none; {@code NOT_YET_LOOKED}: it cannot be asked by that name
 */
public record UserSighting(
        Instant takenAt,
        String asked,
        Sighting<Optional<AccountReport>> directory,
        Sighting<Optional<CloudUser>> cloud,
        Sighting<ConnectFacts> connect) {

    /** Both looked, and neither knows the name. */
    public boolean nobody() {
        return absent(directory) && absent(cloud);
    }

    /** The directory does not know the name, and only it could be asked by that name. */
    public boolean nobodyInDirectory() {
        return absent(directory) && cloud.fold(user -> false, unseen -> unseen.cause() == Cause.NOT_YET_LOOKED);
    }

    private static <T> boolean absent(Sighting<Optional<T>> sighting) {
        return sighting.fold(Optional::isEmpty, unseen -> false);
    }
}
