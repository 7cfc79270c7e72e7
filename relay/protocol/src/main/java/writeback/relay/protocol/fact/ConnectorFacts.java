package writeback.relay.protocol.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The AD DS connector account of one domain, as one domain controller showed it.
 *
 * @param domain DNS name of the domain that was looked at, lower case
 * @param foundBy how it is known that this is the account
 * @param securityIdentifier {@code objectSid}, as text
 * @param expiry {@code accountExpires}
 * @param privilegedGroups names of Domain Admins, Enterprise Admins, Schema Admins and Administrators that it belongs to,
 *     directly or nested; Entra Connect forbids the first two since 1.4
 * @param sample its rights on some ordinary users of the domain
 * @param missingAtRoot entries, in SDDL, that the domain root's access list lacks for users below it to inherit what
 *     writeback needs; empty: none
 * @param rootDescriptor SHA-256 of the domain root's access list, 64 hex digits, as a plan expects it
 */
public record ConnectorFacts(
        Instant readAt,
        String domainController,
        String domain,
        FoundBy foundBy,
        String name,
        String distinguishedName,
        String securityIdentifier,
        boolean enabled,
        Sighting<Expiry> expiry,
        Sighting<List<String>> privilegedGroups,
        Sighting<Sample> sample,
        Sighting<List<String>> missingAtRoot,
        Sighting<String> rootDescriptor) {

    /** How the account is known. */
    public enum FoundBy {
        /** The sync server names it. */
        SYNC_SERVER,
        /** {@code relay.yaml} names it. */
        CONFIGURATION,
        /** Its name and description are those that Entra Connect's express settings give. */
        DIRECTORY
    }

    /** @param at null: never */
    public record Expiry(@Nullable Instant at) {}

    /**
     * The rights on ordinary users: enabled, not protected now or once. Which ones is the directory's order, so it is no
     * more than a sample; coverage looks at all.
     *
     * @param looked how many users
     * @param granted on how many of them writeback's three rights are granted
     * @param cannotTell on how many it cannot be told
     */
    public record Sample(int looked, int granted, int cannotTell) {}
}
