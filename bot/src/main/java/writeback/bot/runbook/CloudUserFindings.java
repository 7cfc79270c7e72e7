package writeback.bot.runbook;

import static writeback.bot.runbook.UserFinding.fine;
import static writeback.bot.runbook.UserFinding.judge;
import static writeback.bot.runbook.UserFinding.remark;
import static writeback.bot.runbook.UserFinding.stops;
import static writeback.bot.runbook.UserFinding.unknown;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import writeback.bot.runbook.CloudUser.Origin;
import writeback.bot.runbook.CloudUser.Registration;
import writeback.relay.protocol.fact.AccountReport;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;

/** What Entra ID says of one user. */
final class CloudUserFindings {

    private CloudUserFindings() {}

    static List<UserFinding> of(UserSighting seen) {
        Optional<AccountReport> account = seen.directory().fold(found -> found, unseen -> Optional.empty());
        return seen.cloud()
                .fold(
                        found -> found.map(user -> of(user, account))
                                .orElseGet(() -> List.of(absent(account.isPresent()))),
                        unseen -> unseen(unseen, account));
    }

    /** Only of an account in sight is it known that no user comes from it, whatever that user may be called. */
    private static UserFinding absent(boolean accountSeen) {
        return accountSeen ? stops(UserCheck.SYNCED, "notInCloud") : unknown(UserCheck.SYNCED, "noSuchUser");
    }

    /** What lies outside what is synchronised is so whatever Entra ID says. */
    private static List<UserFinding> unseen(Unseen<?> unseen, Optional<AccountReport> account) {
        UserFinding cloud = unseen.cause() == Cause.NOT_YET_LOOKED
                ? unknown(UserCheck.CLOUD, "needsName")
                : UserFinding.unseen(UserCheck.CLOUD, unseen);
        boolean outside = account.map(report -> report.syncScope().fold(in -> !in, hidden -> false))
                .orElse(false);
        return outside ? List.of(cloud, stops(UserCheck.SYNCED, "outOfScope")) : List.of(cloud);
    }

    private static List<UserFinding> of(CloudUser user, Optional<AccountReport> account) {
        List<UserFinding> all = new ArrayList<>();
        all.add(judge(UserCheck.SYNCED, user.origin(), origin -> synced(origin, user, account)));
        all.add(judge(UserCheck.LICENSED, user.plan(), CloudUserFindings::licensed));
        all.addAll(user.registration()
                .fold(
                        row -> row.map(CloudUserFindings::reset)
                                .orElseGet(() -> List.of(unknown(UserCheck.SCOPE, "noRow"))),
                        unseen -> List.of(UserFinding.unseen(UserCheck.SCOPE, unseen))));
        if (user.enabled().fold(enabled -> !enabled, unseen -> true)) {
            all.add(judge(UserCheck.CLOUD, user.enabled(), enabled -> stops(UserCheck.CLOUD, "disabled")));
        }
        all.sort((one, other) -> one.check().compareTo(other.check()));
        return all;
    }

    private static UserFinding synced(Origin origin, CloudUser user, Optional<AccountReport> account) {
        UserCheck check = UserCheck.SYNCED;
        String sid = origin.securityIdentifier();
        if (account.isPresent()
                && sid != null
                && !sid.equals(account.get().account().securityIdentifier())) {
            return stops(check, "otherAccount").with(Map.of("user", user.userPrincipalName()));
        }
        if (!origin.synchronised()) {
            return stops(check, sid == null ? "cloudOnly" : "cloudManaged");
        }
        Sighting<Boolean> scope = account.map(AccountReport::syncScope).orElseGet(() -> Sighting.seen(true));
        // What was synchronised is judged by Entra ID, also when the server's list of containers cannot be read.
        return scope.fold(inside -> inside, unseen -> true) ? fine(check, "yes") : unknown(check, "scopeDiffers");
    }

    private static List<UserFinding> reset(Registration row) {
        List<UserFinding> all = new ArrayList<>();
        all.add(row.enabled() ? fine(UserCheck.SCOPE, "in") : stops(UserCheck.SCOPE, "out"));
        all.add(row.registered() ? fine(UserCheck.REGISTERED, "yes") : stops(UserCheck.REGISTERED, "no"));
        if (row.administrator()) {
            all.add(remark(UserCheck.ADMINISTRATOR, "is"));
        }
        return all;
    }

    private static UserFinding licensed(CloudUser.Plan plan) {
        return plan.name() == null
                ? stops(UserCheck.LICENSED, "no")
                : fine(UserCheck.LICENSED, "yes").with(Map.of("plan", plan.name()));
    }
}
