package writeback.bot.runbook;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.fact.Sighting;

/**
 * One user as Microsoft Graph showed it to one signed-in person. Whether its source of authority was moved to the cloud
 * ({@code onPremisesSyncBehavior}) is not asked: no permission reads that without being able to change it (Get
 * onPremisesSyncBehavior). Such a user is no longer synchronised and keeps its security identifier.
 *
 * @param enabled {@code accountEnabled}
 * @param plan the service plan that covers writeback, among {@code assignedPlans}
 * @param registration the report on self-service password reset, which lags behind and leaves out disabled accounts;
 *     empty: it has no row for this one
 */
public record CloudUser(
        String id,
        String userPrincipalName,
        Sighting<Origin> origin,
        Sighting<Boolean> enabled,
        Sighting<Plan> plan,
        Sighting<Optional<Registration>> registration) {

    /** The same with the report that was read after it. */
    public CloudUser with(Sighting<Optional<Registration>> report) {
        return new CloudUser(id, userPrincipalName, origin, enabled, plan, report);
    }

    /**
     * Where the account comes from (user resource type).
     *
     * @param synchronised {@code onPremisesSyncEnabled} is true; never or no longer synchronised is false
     * @param securityIdentifier {@code onPremisesSecurityIdentifier}, as text: which account of AD DS it is
     * @param distinguishedName {@code onPremisesDistinguishedName} at the last synchronisation
     */
    public record Origin(
            boolean synchronised, @Nullable String securityIdentifier, @Nullable String distinguishedName) {}

    /** @param name of a usable service plan with Entra ID P1 or P2, null when none is assigned */
    public record Plan(@Nullable String name) {}

    /**
     * {@code userRegistrationDetails} (Graph v1.0).
     *
     * @param enabled the policy lets the user reset their own password
     * @param registered the user has registered enough to do so
     * @param administrator holds a role in the tenant: administrators are under a policy of their own (Password policies
     *     and account restrictions in Microsoft Entra ID)
     * @param updatedAt when the report last looked, null when it does not say
     */
    public record Registration(
            boolean enabled, boolean registered, boolean administrator, @Nullable Instant updatedAt) {}
}
