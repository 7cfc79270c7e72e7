package writeback.bot.runbook;

import static writeback.bot.runbook.PrerequisiteFindings.finding;
import static writeback.bot.runbook.PrerequisiteFindings.judge;
import static writeback.bot.runbook.Verdict.BLOCKED;
import static writeback.bot.runbook.Verdict.BY_HAND;
import static writeback.bot.runbook.Verdict.DONE;
import static writeback.bot.runbook.Verdict.TO_DO;
import static writeback.bot.runbook.Verdict.UNKNOWN;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import writeback.relay.protocol.fact.ConnectorFacts;

/**
 * Step 1: the account with which Entra Connect writes to this domain: there, alive, not more powerful than it may be, and
 * with the rights that writeback needs (Microsoft Entra Connect: Accounts and permissions; Enable Microsoft Entra password
 * writeback).
 */
final class ConnectorFindings {

    /** An expiry this near is worth saying. Our choice. */
    static final Duration SOON = Duration.ofDays(30);

    /** Unexpire Password: without it a reset succeeds, and forces a change at the next sign-in (MS-SAMR 3.1.5.6). */
    private static final String UNEXPIRE_PASSWORD = "ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501";

    private ConnectorFindings() {}

    static List<Finding> of(Snapshot seen) {
        return List.of(
                judge(FindingCode.CONNECTOR_ACCOUNT, seen.connector(), found -> account(found, seen.takenAt())),
                judge(
                        FindingCode.CONNECTOR_PRIVILEGED,
                        seen.inConnector(ConnectorFacts::privilegedGroups),
                        groups -> privileged(groups, name(seen))),
                judge(
                        FindingCode.CONNECTOR_RIGHTS,
                        seen.inConnector(ConnectorFacts::sample),
                        sample -> rights(sample, seen)));
    }

    private static String name(Snapshot seen) {
        return seen.connector().fold(ConnectorFacts::name, unseen -> "?");
    }

    private static Finding account(ConnectorFacts found, Instant now) {
        FindingCode code = FindingCode.CONNECTOR_ACCOUNT;
        if (!found.enabled()) {
            return finding(code, BLOCKED, "disabled", Map.of("account", found.name()));
        }
        return judge(code, found.expiry(), expiry -> {
            Instant at = expiry.at();
            if (at == null || at.isAfter(now.plus(SOON))) {
                String how =
                        switch (found.foundBy()) {
                            case SYNC_SERVER -> "found";
                            case CONFIGURATION -> "configured";
                            case DIRECTORY -> "recognised";
                        };
                return finding(code, DONE, how, Map.of("account", found.name()));
            }
            Map<String, Object> args = Map.of("account", found.name(), "at", at);
            return at.isAfter(now) ? finding(code, BY_HAND, "expiring", args) : finding(code, BLOCKED, "expired", args);
        });
    }

    private static Finding privileged(List<String> groups, String account) {
        FindingCode code = FindingCode.CONNECTOR_PRIVILEGED;
        return groups.isEmpty()
                ? finding(code, DONE, "ordinary", Map.of("account", account))
                : finding(code, BY_HAND, "privileged", Map.of("account", account, "groups", String.join(", ", groups)));
    }

    /**
     * What the users' own access lists give counts; the domain root's only says what can be done about it, because
     * inheritance may be off, or an entry nearer to the user may refuse. That some users are left out is usual, and a
     * matter of coverage; where more users cannot be told than are granted, nothing can.
     */
    private static Finding rights(ConnectorFacts.Sample sample, Snapshot seen) {
        return judge(
                FindingCode.CONNECTOR_RIGHTS,
                seen.inConnector(ConnectorFacts::missingAtRoot),
                missing -> rights(sample, missing, name(seen)));
    }

    private static Finding rights(ConnectorFacts.Sample sample, List<String> missing, String account) {
        FindingCode code = FindingCode.CONNECTOR_RIGHTS;
        long looked = sample.looked();
        long granted = sample.granted();
        long without = looked - granted - sample.cannotTell();
        if (!missing.isEmpty() && (granted == 0 || without > 0)) {
            return finding(code, TO_DO, "missing", Map.of("account", account, "count", (long) missing.size()));
        }
        if (looked == 0) {
            return finding(code, UNKNOWN, "nobody", Map.of("account", account));
        }
        if (granted == 0) {
            return without > 0
                    ? finding(code, BY_HAND, "withheld", Map.of("account", account, "count", without, "total", looked))
                    : finding(code, UNKNOWN, "cannotTell", Map.of("account", account, "count", looked));
        }
        if (missing.stream().anyMatch(ConnectorFindings::unexpires)) {
            return finding(code, TO_DO, "forcesChange", Map.of("account", account));
        }
        if (sample.cannotTell() > granted) {
            return finding(
                    code,
                    UNKNOWN,
                    "cannotTellMost",
                    Map.of("account", account, "count", (long) sample.cannotTell(), "total", looked));
        }
        return granted == looked
                ? finding(code, DONE, "granted", Map.of("account", account, "count", granted))
                : finding(code, DONE, "most", Map.of("account", account, "count", granted, "total", looked));
    }

    private static boolean unexpires(String entry) {
        return entry.toLowerCase(Locale.ROOT).contains(UNEXPIRE_PASSWORD);
    }
}
