package writeback.bot.runbook;

import java.time.Instant;
import java.util.Optional;
import writeback.relay.protocol.fact.AccountReport;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.Sighting;

/**
 * What was seen of one user at one time. An explanation follows from this value alone.
 *
 * @param takenAt when the look ended; the explanation's only clock
 * @param asked the name as it was typed; a foreign value
 * @param directory the account in AD DS; seen empty: none of that name is to be seen there
 * @param cloud the account in Entra ID; seen empty: there is none
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

    private static <T> boolean absent(Sighting<Optional<T>> sighting) {
        return sighting.fold(Optional::isEmpty, unseen -> false);
    }
}
