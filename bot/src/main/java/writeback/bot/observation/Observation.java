package writeback.bot.observation;

import java.util.concurrent.CompletableFuture;
import writeback.bot.identity.PersonId;
import writeback.bot.runbook.Snapshot;

/** The only reading of the outside. */
public interface Observation {

    /**
     * Looks at tenant and premises side by side.
     *
     * @param viewer on whose behalf the tenant is read
     * @return never fails, ends within the configured deadline; what could not be seen is {@code Unseen}
     */
    CompletableFuture<Snapshot> observe(PersonId viewer);
}
