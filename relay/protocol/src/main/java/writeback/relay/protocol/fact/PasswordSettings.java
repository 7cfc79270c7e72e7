package writeback.relay.protocol.fact;

import java.time.Duration;
import java.util.List;

/**
 * A fine-grained password policy ({@code msDS-PasswordSettings}, PSO). It beats the domain's policy for whom it binds.
 *
 * @param minimumPasswordAge {@code msDS-MinimumPasswordAge}, zero or more here
 * @param precedence the smaller number wins
 * @param appliesTo distinguished names in {@code msDS-PSOAppliesTo}: users and global security groups
 * @param boundUsers how many users it really binds: those for whom it is the resultant PSO
 */
public record PasswordSettings(
        String name,
        String distinguishedName,
        Duration minimumPasswordAge,
        int precedence,
        List<String> appliesTo,
        Sighting<Long> boundUsers) {}
