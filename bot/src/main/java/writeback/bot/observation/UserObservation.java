package writeback.bot.observation;

import java.util.concurrent.CompletableFuture;
import writeback.bot.identity.PersonId;
import writeback.bot.runbook.UserSighting;

/** Looks at one user, on-premises and in the tenant. */
public interface UserObservation {

    /**
     * Finds the account under that name and the same person's account on the other side.
     *
     * @param viewer on whose behalf the tenant is read
     * @param name user principal name, sAMAccountName or distinguished name
     * @return never fails, ends within the configured deadline; what could not be seen is {@code Unseen}
     */
    CompletableFuture<UserSighting> observe(PersonId viewer, String name);
}
