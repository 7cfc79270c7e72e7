package writeback.relay.guard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import writeback.relay.operation.Bounds;
import writeback.relay.protocol.message.Outcome.Refused;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.GrantRights;
import writeback.relay.protocol.plan.RehearseChannel;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.RevokeRights;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/** Holds an action against {@code bounds}: what the relay's owner lets happen at most, whatever was approved. */
final class BoundsCheck {

    private static final String CODE = "out-of-bounds";

    private final Bounds bounds;
    private final SettingPlaces places;

    BoundsCheck(Bounds bounds, SettingPlaces places) {
        this.bounds = bounds;
        this.places = places;
    }

    Optional<Refused> refusal(Action action) {
        if (action instanceof SetMinimumPasswordAge set) {
            return domain(set.domain()).or(() -> age(Duration.ofDays(set.afterDays())));
        }
        if (action instanceof SetPsoMinimumAge set) {
            return domain(set.domain()).or(() -> age(set.after()));
        }
        if (action instanceof RehearsePolicy rehearse) {
            return domain(rehearse.domain()).or(() -> pilot(rehearse.account()));
        }
        if (action instanceof RehearseChannel rehearse) {
            return domain(rehearse.domain()).or(() -> pilot(rehearse.account()));
        }
        if (action instanceof GrantRights grant) {
            return rights(grant.domain(), grant.target(), grant.trustee(), grant.entries());
        }
        if (action instanceof RevokeRights revoke) {
            return rights(revoke.domain(), revoke.target(), revoke.trustee(), revoke.entries());
        }
        // Nothing is let through for want of a bound.
        return Optional.of(Refusals.refuse(CODE, action.operation() + " has no bounds here", places.of("bounds")));
    }

    private Optional<Refused> domain(String domain) {
        return refuseUnless(
                bounds.domains().contains(domain), "domain " + domain + " is not in the list", "bounds.domains");
    }

    private Optional<Refused> age(Duration age) {
        return refuseUnless(
                        age.compareTo(Duration.ofDays(bounds.leastDays())) >= 0,
                        days(age) + " is less than " + bounds.leastDays(),
                        "bounds.minimum-password-age.least")
                .or(() -> refuseUnless(
                        age.compareTo(Duration.ofDays(bounds.mostDays())) <= 0,
                        days(age) + " is more than " + bounds.mostDays(),
                        "bounds.minimum-password-age.most"));
    }

    private static String days(Duration age) {
        return age.equals(Duration.ofDays(age.toDays())) ? age.toDays() + " days" : age.toString();
    }

    private Optional<Refused> pilot(String account) {
        return refuseUnless(
                bounds.mayRehearseOn(account), "account " + account + " is not in the pilot OU", "bounds.pilot-ou");
    }

    /** Whether a listed name is this account's is for the operation to find out, in the directory. */
    private Optional<Refused> rights(String domain, String target, String trustee, List<String> entries) {
        boolean mayBeListed = bounds.connectorAccounts().stream()
                .anyMatch(account -> account.equals(trustee) || account.indexOf('\\') > 0);
        return domain(domain)
                .or(() -> refuseUnless(
                        mayBeListed, "account " + trustee + " is not in the list", "bounds.connector-accounts"))
                .or(() -> RightsBounds.objection(domain, target, trustee, entries)
                        .map(objection -> Refusals.refuse(CODE, objection, places.of("bounds"))));
    }

    private Optional<Refused> refuseUnless(boolean allowed, String detail, String key) {
        return allowed ? Optional.empty() : Optional.of(Refusals.refuse(CODE, detail, places.of(key)));
    }
}
