package writeback.relay.protocol.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One user account as one domain controller showed it.
 *
 * @param securityIdentifier {@code objectSid}, as text
 * @param passwordLastSet {@code pwdLastSet}; a seen null means zero: the password must be changed at the next sign-in
 * @param passwordVersion version of {@code unicodePwd} in the replication metadata (MS-DRSR, attribute id 0x9005A), which
 *     moves with every set
 * @param adminCount {@code adminCount} is 1: protected now, or once
 * @param insidePilotOu whether it lies in the relay's pilot OU
 * @param resultantPso name of the PSO that binds it; seen null: none does
 */
public record AccountFacts(
        Instant readAt,
        String domainController,
        String distinguishedName,
        String samAccountName,
        String userPrincipalName,
        String securityIdentifier,
        boolean enabled,
        boolean adminCount,
        boolean insidePilotOu,
        Sighting<PasswordSet> passwordLastSet,
        Sighting<Long> passwordVersion,
        Sighting<ResultantPolicy> resultantPolicy) {

    /** @param at null when the directory holds 0: the password must be changed at the next sign-in */
    public record PasswordSet(@Nullable Instant at) {}

    /** @param pso name of the PSO that binds the account, null when the domain's policy does */
    public record ResultantPolicy(@Nullable String pso) {}
}
