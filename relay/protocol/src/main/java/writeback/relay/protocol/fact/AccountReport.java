package writeback.relay.protocol.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything on-premises that decides whether one user's password can be written back.
 *
 * @param domain DNS name, lower case
 * @param expiry {@code accountExpires}
 * @param locked whether the account is locked out now
 * @param protection why the account is protected
 * @param inheritanceOff whether its access list is protected from inheritance
 * @param mayNotChangePassword "user cannot change password": entries that deny Change Password to the user or Everyone
 * @param passwordNeverExpires a forced change at the next sign-in is then not asked for
 * @param policy the policy that binds it
 * @param awkwardUnits names on its path that writeback is known to stumble over (event 33001)
 * @param syncScope whether it lies in a container that the sync server imports
 * @param connector rights of the AD DS connector account
 */
public record AccountReport(
        AccountFacts account,
        String domain,
        Sighting<ConnectorFacts.Expiry> expiry,
        Sighting<Boolean> locked,
        Sighting<Protection> protection,
        Sighting<Boolean> inheritanceOff,
        Sighting<Boolean> mayNotChangePassword,
        Sighting<Boolean> passwordNeverExpires,
        Sighting<Policy> policy,
        Sighting<List<String>> awkwardUnits,
        Sighting<Boolean> syncScope,
        Sighting<ConnectorRights> connector) {

    /**
     * @param adminCount {@code adminCount} is 1: protected now, or once
     * @param groups protected groups (MS-ADTS 3.1.1.6.1) that it belongs to now, directly or nested
     * @param protectedUsers whether it is a member of Protected Users
     */
    public record Protection(boolean adminCount, List<String> groups, boolean protectedUsers) {}

    /**
     * @param pso name of the PSO, null when the domain's policy binds
     * @param allowedAgainAt when the minimum age ends for the password it has now; null: already, or the age is waived
     */
    public record Policy(@Nullable String pso, Duration minimumPasswordAge, @Nullable Instant allowedAgainAt) {}
}
