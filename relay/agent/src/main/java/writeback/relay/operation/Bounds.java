package writeback.relay.operation;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import writeback.relay.protocol.message.Outcome;

/**
 * What the relay's owner lets happen at most, whatever was approved: {@code bounds} in {@code relay.yaml}.
 *
 * @param leastDays smallest minimum password age that may be set
 * @param mostDays largest minimum password age that may be set
 * @param domains DNS names of the domains that may be changed
 * @param pilotOus distinguished names of the organisational units whose accounts may be rehearsed on
 * @param connectorAccounts who may be granted rights, as SID or {@code DOMAIN\name}; empty: nobody
 * @param servers DNS names of the domain controllers that may be written to; empty: any of those domains
 */
public record Bounds(
        int leastDays,
        int mostDays,
        List<String> domains,
        List<String> pilotOus,
        List<String> connectorAccounts,
        List<String> servers) {

    public Bounds {
        domains =
                domains.stream().map(domain -> domain.toLowerCase(Locale.ROOT)).toList();
        pilotOus = pilotOus.stream().filter(ou -> !ou.isBlank()).toList();
        connectorAccounts = List.copyOf(connectorAccounts);
        servers =
                servers.stream().map(server -> server.toLowerCase(Locale.ROOT)).toList();
        if (leastDays < 0 || mostDays > 999 || leastDays > mostDays) {
            throw new IllegalArgumentException("bounds.minimum-password-age: 0 <= least <= most <= 999 days");
        }
    }

    /** Bounds with one pilot OU, or with none if that is empty, and with any domain controller. */
    public Bounds(int leastDays, int mostDays, List<String> domains, String pilotOu, List<String> connectorAccounts) {
        this(leastDays, mostDays, domains, List.of(pilotOu), connectorAccounts, List.of());
    }

    /** Bounds within which nobody may be granted rights. */
    public Bounds(int leastDays, int mostDays, List<String> domains, String pilotOu) {
        this(leastDays, mostDays, domains, pilotOu, List.of());
    }

    /** Whether an account, by its distinguished name, may be rehearsed on. */
    public boolean mayRehearseOn(String account) {
        try {
            for (String ou : pilotOus) {
                if (DN.isDescendantOf(account, ou, false)) {
                    return true;
                }
            }
            return false;
        } catch (LDAPException e) {
            return false;
        }
    }

    /** Why a change of this domain may not start, or empty. */
    Optional<Outcome> domainRefused(String domain) {
        return domains.contains(domain.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(new Outcome.Refused("out-of-bounds", "domain " + domain, "bounds.domains"));
    }

    /** Why nothing may be written to this domain controller, or empty. */
    Optional<Outcome> serverRefused(String host) {
        return servers.isEmpty() || servers.contains(host.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(new Outcome.Refused("out-of-bounds", "domain controller " + host, "bounds.servers"));
    }

    /** Why this minimum password age may not be set, or empty. */
    Optional<Outcome> ageRefused(Duration age) {
        return age.compareTo(Duration.ofDays(leastDays)) < 0 || age.compareTo(Duration.ofDays(mostDays)) > 0
                ? Optional.of(new Outcome.Refused(
                        "out-of-bounds",
                        age + " is not within days " + leastDays + " to " + mostDays,
                        "bounds.minimum-password-age"))
                : Optional.empty();
    }
}
