package writeback.bot.premises.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.WritebackEvent;

/**
 * Looks on-premises through the relay. The futures never fail and always end within the deadline: what could not be seen
 * is an {@code Unseen}.
 */
public interface PremisesReading {

    CompletableFuture<Sighting<DirectoryFacts>> directory(Duration deadline);

    CompletableFuture<Sighting<ConnectFacts>> connect(Duration deadline);

    /** @param account distinguished name, UPN or sAMAccountName */
    CompletableFuture<Sighting<AccountFacts>> account(String account, Duration deadline);

    CompletableFuture<Sighting<List<WritebackEvent>>> events(Instant since, Duration deadline);
}
