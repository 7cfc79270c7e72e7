package writeback.bot.runbook;

import static writeback.bot.runbook.UserFinding.fine;
import static writeback.bot.runbook.UserFinding.judge;
import static writeback.bot.runbook.UserFinding.remark;
import static writeback.bot.runbook.UserFinding.stops;
import static writeback.bot.runbook.UserFinding.unknown;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.AccountReport;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.ConnectorRights;
import writeback.relay.protocol.fact.Grant;

/**
 * What Active Directory says of one user (How does SSPR writeback work; Troubleshoot self-service password reset
 * writeback).
 */
final class DirectoryUserFindings {

    private DirectoryUserFindings() {}

    static List<UserFinding> of(AccountReport report, Instant now) {
        List<UserFinding> all = new ArrayList<>();
        all.add(report.account().enabled() ? fine(UserCheck.ENABLED, "yes") : stops(UserCheck.ENABLED, "no"));
        all.add(judge(UserCheck.EXPIRED, report.expiry(), expiry -> expired(expiry, now)));
        // A reset unlocks the account too.
        all.add(judge(
                UserCheck.LOCKED,
                report.locked(),
                locked -> locked ? remark(UserCheck.LOCKED, "yes") : fine(UserCheck.LOCKED, "no")));
        all.add(judge(UserCheck.PROTECTED, report.protection(), DirectoryUserFindings::protection));
        all.add(judge(UserCheck.INHERITANCE, report.inheritanceOff(), off -> inheritance(off, report)));
        all.add(judge(
                UserCheck.PLACE,
                report.awkwardUnits(),
                units -> units.isEmpty()
                        ? fine(UserCheck.PLACE, "plain")
                        : unknown(UserCheck.PLACE, "awkward").with(Map.of("names", String.join(" | ", units)))));
        all.add(judge(UserCheck.MINIMUM_AGE, report.policy(), policy -> minimumAge(policy, now)));
        all.add(judge(
                UserCheck.CANNOT_CHANGE,
                report.mayNotChangePassword(),
                mayNot -> mayNot ? stops(UserCheck.CANNOT_CHANGE, "yes") : fine(UserCheck.CANNOT_CHANGE, "no")));
        all.add(judge(UserCheck.PASSWORD_SET, report.account().passwordLastSet(), DirectoryUserFindings::passwordSet));
        all.add(judge(
                UserCheck.NEVER_EXPIRES,
                report.passwordNeverExpires(),
                never -> never ? remark(UserCheck.NEVER_EXPIRES, "yes") : fine(UserCheck.NEVER_EXPIRES, "no")));
        all.addAll(report.connector()
                .fold(
                        rights -> rights(rights, absence(report)),
                        unseen -> List.of(UserFinding.unseen(UserCheck.CONNECTOR, unseen))));
        return all;
    }

    private static UserFinding expired(ConnectorFacts.Expiry expiry, Instant now) {
        Instant at = expiry.at();
        if (at == null) {
            return fine(UserCheck.EXPIRED, "never");
        }
        return (at.isAfter(now) ? fine(UserCheck.EXPIRED, "later") : stops(UserCheck.EXPIRED, "since"))
                .with(Map.of("at", at));
    }

    /** Kept out by design, now or once in a protected group (Troubleshoot error SSPR_0029). */
    private static UserFinding protection(AccountReport.Protection protection) {
        UserCheck check = UserCheck.PROTECTED;
        if (!protection.groups().isEmpty()) {
            return stops(check, "member").with(Map.of("groups", String.join(", ", protection.groups())));
        }
        if (protection.adminCount()) {
            return stops(check, "once");
        }
        return protection.protectedUsers() ? remark(check, "protectedUsers") : fine(check, "no");
    }

    /** Rights come to a user by inheritance; without it they are there only when somebody set them on the user itself. */
    private static UserFinding inheritance(boolean off, AccountReport report) {
        UserCheck check = UserCheck.INHERITANCE;
        if (!off) {
            return fine(check, "on");
        }
        if (isProtected(report)) {
            return remark(check, "offProtected");
        }
        Grant rights = report.connector().fold(ConnectorRights::forWriteback, unseen -> Grant.CANNOT_TELL);
        return switch (rights) {
            case GRANTED -> remark(check, "offGranted");
            case MISSING, DENIED -> stops(check, "off");
            case CANNOT_TELL -> unknown(check, "offCannotTell");
        };
    }

    private static UserFinding minimumAge(AccountReport.Policy policy, Instant now) {
        UserCheck check = UserCheck.MINIMUM_AGE;
        String pso = policy.pso();
        String by = pso == null ? "" : "Pso";
        if (policy.minimumPasswordAge().isZero()) {
            return fine(check, "zero" + by).with(named(pso, policy, null));
        }
        Instant until = policy.allowedAgainAt();
        return until == null || !until.isAfter(now)
                ? remark(check, "passed" + by).with(named(pso, policy, null))
                : stops(check, "until" + by).with(named(pso, policy, until));
    }

    private static Map<String, Object> named(
            @Nullable String pso, AccountReport.Policy policy, @Nullable Instant until) {
        Map<String, Object> args = new HashMap<>();
        // Whole days, rounded up: people set days.
        args.put(
                "days",
                policy.minimumPasswordAge()
                        .plus(Duration.ofDays(1))
                        .minusNanos(1)
                        .toDays());
        if (pso != null) {
            args.put("pso", pso);
        }
        if (until != null) {
            args.put("at", until);
        }
        return args;
    }

    private static UserFinding passwordSet(AccountFacts.PasswordSet set) {
        Instant at = set.at();
        // The minimum age is waived then (MS-SAMR 3.1.1.7.1).
        return at == null
                ? remark(UserCheck.PASSWORD_SET, "mustChange")
                : fine(UserCheck.PASSWORD_SET, "at").with(Map.of("at", at));
    }

    private static List<UserFinding> rights(ConnectorRights rights, String absence) {
        return List.of(
                right(UserCheck.RESET_PASSWORD, rights.resetPassword(), rights, absence),
                right(UserCheck.WRITE_LOCKOUT, rights.writeLockoutTime(), rights, absence),
                right(UserCheck.WRITE_LAST_SET, rights.writePwdLastSet(), rights, absence),
                unexpire(rights));
    }

    /** Why a right is missing here decides what helps: no grant at the domain root reaches such an account. */
    private static String absence(AccountReport report) {
        if (isProtected(report)) {
            return "missingProtected";
        }
        return report.inheritanceOff().fold(off -> off, unseen -> false) ? "missingInheritance" : "missing";
    }

    private static boolean isProtected(AccountReport report) {
        return report.protection()
                .fold(
                        protection ->
                                protection.adminCount() || !protection.groups().isEmpty(),
                        unseen -> report.account().adminCount());
    }

    private static UserFinding right(UserCheck check, Grant grant, ConnectorRights rights, String absence) {
        UserFinding found =
                switch (grant) {
                    case GRANTED -> fine(check, "granted");
                    case MISSING -> stops(check, absence);
                    case DENIED -> stops(check, "denied");
                    case CANNOT_TELL -> unknown(check, "cannotTell");
                };
        return found.with(Map.of(
                "account",
                rights.account(),
                "entries",
                String.join(" ", DecidingEntries.of(check, rights.deciding()))));
    }

    /** Without it the reset succeeds and the user must change the password at the next sign-in (MS-SAMR 3.1.5.6.1.3). */
    private static UserFinding unexpire(ConnectorRights rights) {
        UserCheck check = UserCheck.UNEXPIRE;
        UserFinding found =
                switch (rights.unexpirePassword()) {
                    case GRANTED -> fine(check, "granted");
                    case MISSING, DENIED -> remark(check, "missing");
                    case CANNOT_TELL -> remark(check, "cannotTell");
                };
        return found.with(Map.of("account", rights.account()));
    }
}
