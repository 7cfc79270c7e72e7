package writeback.relay.operation;

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
 * @param pilotOu distinguished name of the organisational unit whose accounts may be rehearsed on; empty: none
 * @param connectorAccounts who may be granted rights, as SID or {@code DOMAIN\name}; empty: nobody
 */
public record Bounds(
        int leastDays, int mostDays, List<String> domains, String pilotOu, List<String> connectorAccounts) {

    public Bounds {
        domains =
                domains.stream().map(domain -> domain.toLowerCase(Locale.ROOT)).toList();
        connectorAccounts = List.copyOf(connectorAccounts);
        if (leastDays < 0 || mostDays > 999 || leastDays > mostDays) {
            throw new IllegalArgumentException("bounds.minimum-password-age: 0 <= least <= most <= 999 days");
        }
    }

    /** Bounds within which nobody may be granted rights. */
    public Bounds(int leastDays, int mostDays, List<String> domains, String pilotOu) {
        this(leastDays, mostDays, domains, pilotOu, List.of());
    }

    /** Why a change of this domain may not start, or empty. */
    Optional<Outcome> domainRefused(String domain) {
        return domains.contains(domain.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(new Outcome.Refused("out-of-bounds", "domain " + domain, "bounds.domains"));
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
