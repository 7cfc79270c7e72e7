package writeback.bot.runbook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;

/**
 * What Microsoft Graph showed to one signed-in person.
 *
 * @param activeRoles template ids of the directory roles that are active for that person now
 * @param writebackAudit the newest audit event that turned password writeback on or off
 */
public record TenantFacts(
        Sighting<Synchronisation> synchronisation,
        Sighting<Licences> licences,
        Sighting<List<String>> activeRoles,
        Sighting<NewestAudit> writebackAudit,
        Sighting<ResetReports> resetReports) {

    /**
     * {@code organization} (Graph v1.0).
     *
     * @param enabled {@code onPremisesSyncEnabled}; null means never
     * @param lastAt {@code onPremisesLastSyncDateTime}
     */
    public record Synchronisation(@Nullable Boolean enabled, @Nullable Instant lastAt) {}

    /** @param premiumPlan name of an enabled service plan with Entra ID P1 or P2, null when there is none */
    public record Licences(@Nullable String premiumPlan) {}

    /** @param event null when the log holds none */
    public record NewestAudit(@Nullable WritebackAudit event) {}

    /** An audit event of the category DirectoryManagement: password writeback enabled or disabled for the directory. */
    public record WritebackAudit(boolean enabled, Instant at) {}

    /** Counts of {@code usersRegisteredByFeature}. */
    public record ResetReports(long total, long enabled, long registered, long capable) {}

    /** The report of a look that saw nothing. */
    public static TenantFacts allUnseen(Cause cause, String detail) {
        return new TenantFacts(
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail),
                Sighting.unseen(cause, detail));
    }
}
