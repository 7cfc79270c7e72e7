package writeback.bot.entra.reading;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import writeback.bot.identity.PersonId;
import writeback.bot.runbook.CloudUser;
import writeback.bot.runbook.TenantFacts;
import writeback.relay.protocol.fact.Sighting;

/**
 * Looks at the tenant as a signed-in person. The futures never fail and always end within the deadline: what could not be
 * seen is an {@code Unseen}.
 */
public interface TenantReading {

    CompletableFuture<TenantFacts> tenant(PersonId viewer, Duration deadline);

    /** Template ids of the directory roles active for that person now, read with their own token. */
    CompletableFuture<Sighting<List<String>>> activeRoles(PersonId person, Duration deadline);

    /**
     * One user of the tenant, as that person may see it.
     *
     * @param name user principal name, or the security identifier of the account in AD DS that it is synchronised from
     * @return seen empty: there is none
     */
    CompletableFuture<Sighting<Optional<CloudUser>>> user(PersonId viewer, String name, Duration deadline);
}
