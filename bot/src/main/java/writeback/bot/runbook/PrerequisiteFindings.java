package writeback.bot.runbook;

import static writeback.bot.runbook.Verdict.BLOCKED;
import static writeback.bot.runbook.Verdict.BY_HAND;
import static writeback.bot.runbook.Verdict.DONE;
import static writeback.bot.runbook.Verdict.TO_DO;
import static writeback.bot.runbook.Verdict.UNKNOWN;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainController;
import writeback.relay.protocol.fact.GpoChangeAccess;
import writeback.relay.protocol.fact.Sighting;

/** Step 0: what must hold before anything is worth switching on. */
final class PrerequisiteFindings {

    /** The default cycle is 30 minutes (Connect Sync: Scheduler); this lag is worth stopping for. Our choice. */
    static final Duration LATE = Duration.ofHours(3);

    /** Kerberos refuses from there on (MS-KILE 3.3.1, "maximum tolerance for computer clock synchronization"). */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private PrerequisiteFindings() {}

    static List<Finding> of(Snapshot seen) {
        return List.of(
                ForestFindings.of(seen),
                judge(FindingCode.SYNC_ENABLED, seen.cloud().synchronisation(), sync -> syncEnabled(sync.enabled())),
                judge(
                        FindingCode.SYNC_RECENT,
                        seen.cloud().synchronisation(),
                        sync -> syncRecent(sync.lastAt(), seen.takenAt())),
                connectVersion(seen),
                judge(
                        FindingCode.CONNECT_SERVICE,
                        seen.inConnect(ConnectFacts::serviceRunning),
                        running -> running
                                ? finding(FindingCode.CONNECT_SERVICE, DONE, "running", server(seen))
                                : finding(FindingCode.CONNECT_SERVICE, BLOCKED, "stopped", server(seen))),
                judge(
                        FindingCode.CONNECT_STAGING,
                        seen.inConnect(ConnectFacts::scheduler),
                        scheduler -> scheduler.stagingMode()
                                ? finding(FindingCode.CONNECT_STAGING, BLOCKED, "staging", server(seen))
                                : finding(FindingCode.CONNECT_STAGING, DONE, "active", server(seen))),
                judge(
                        FindingCode.CONNECT_SCHEDULER,
                        seen.inConnect(ConnectFacts::scheduler),
                        PrerequisiteFindings::scheduler),
                judge(
                        FindingCode.LICENCE_P1,
                        seen.cloud().licences(),
                        licences -> licences.premiumPlan() == null
                                ? Finding.of(FindingCode.LICENCE_P1, BLOCKED, "absent")
                                : finding(
                                        FindingCode.LICENCE_P1,
                                        DONE,
                                        "present",
                                        Map.of("plan", licences.premiumPlan()))),
                judge(FindingCode.ROLE_ENTRA, seen.cloud().activeRoles(), PrerequisiteFindings::role));
    }

    static List<Finding> ofDomain(Snapshot seen) {
        return List.of(
                answers(seen),
                judge(
                        FindingCode.DIRECTORY_ACCOUNTS,
                        seen.inDirectory(DirectoryFacts::enabledAccounts),
                        PrerequisiteFindings::accounts),
                judge(
                        FindingCode.RIGHTS_CHANGE,
                        seen.inDirectory(DirectoryFacts::changeAccess),
                        access -> rights(access, seen)));
    }

    /** The finding for a sighting: the judge's when it was seen, unknown with the cause when not. */
    static <T> Finding judge(FindingCode code, Sighting<T> sighting, Function<T, Finding> judge) {
        return sighting.fold(judge, unseen -> Finding.unseen(code, unseen));
    }

    static Finding finding(FindingCode code, Verdict verdict, String reason, Map<String, Object> args) {
        return new Finding(code, verdict, reason, args);
    }

    static Map<String, Object> server(Snapshot seen) {
        return Map.of("server", seen.connect().fold(ConnectFacts::server, unseen -> "?"));
    }

    private static Finding answers(Snapshot seen) {
        Sighting<DomainController> answer = seen.inDirectory(DirectoryFacts::domainController);
        return answer.fold(
                PrerequisiteFindings::answered,
                // The relay answered and says that the directory did not: that is seen, and it blocks.
                unseen -> seen.directory().isSeen() && unseen.cause() == Cause.UNREACHABLE
                        ? finding(FindingCode.DIRECTORY_ANSWERS, BLOCKED, "silent", Map.of("detail", unseen.detail()))
                        : Finding.unseen(FindingCode.DIRECTORY_ANSWERS, unseen));
    }

    private static Finding accounts(long count) {
        return count > 0
                ? finding(FindingCode.DIRECTORY_ACCOUNTS, DONE, "some", Map.of("count", count))
                : Finding.of(FindingCode.DIRECTORY_ACCOUNTS, BLOCKED, "none");
    }

    private static Finding syncEnabled(@Nullable Boolean enabled) {
        if (enabled == null) {
            return Finding.of(FindingCode.SYNC_ENABLED, BLOCKED, "never");
        }
        return enabled
                ? Finding.of(FindingCode.SYNC_ENABLED, DONE, "on")
                : Finding.of(FindingCode.SYNC_ENABLED, BLOCKED, "off");
    }

    private static Finding syncRecent(@Nullable Instant lastAt, Instant now) {
        if (lastAt == null) {
            return Finding.of(FindingCode.SYNC_RECENT, BLOCKED, "never");
        }
        Duration lag = Duration.between(lastAt, now);
        return lag.compareTo(LATE) <= 0
                ? finding(FindingCode.SYNC_RECENT, DONE, "recent", Map.of("at", lastAt))
                : finding(FindingCode.SYNC_RECENT, BLOCKED, "late", Map.of("at", lastAt, "hours", lag.toHours()));
    }

    private static Finding answered(DomainController dc) {
        long minutes = dc.clockAhead().fold(Duration::toMinutes, unseen -> 0L);
        return Math.abs(minutes) < CLOCKS_APART.toMinutes()
                ? finding(FindingCode.DIRECTORY_ANSWERS, DONE, "answered", Map.of("domainController", dc.host()))
                : finding(
                        FindingCode.DIRECTORY_ANSWERS,
                        TO_DO,
                        minutes > 0 ? "clockAhead" : "clockBehind",
                        Map.of("domainController", dc.host(), "minutes", Math.abs(minutes)));
    }

    private static Finding connectVersion(Snapshot seen) {
        FindingCode code = FindingCode.CONNECT_VERSION;
        Sighting<String> version = seen.inConnect(ConnectFacts::version)
                .flatMap(text ->
                        ConnectVersions.isVersion(text) ? Sighting.seen(text) : Sighting.unseen(Cause.MALFORMED, text));
        return judge(code, version, text -> {
            if (ConnectVersions.recalled(text)) {
                return finding(code, BLOCKED, "recalled", Map.of("version", text));
            }
            if (ConnectVersions.tooOld(text)) {
                return finding(code, BLOCKED, "tooOld", Map.of("version", text, "floor", ConnectVersions.FLOOR));
            }
            LocalDate today = LocalDate.ofInstant(seen.takenAt(), ZoneOffset.UTC);
            if (ConnectVersions.unlisted(text, today)) {
                return finding(
                        code, UNKNOWN, "notListed", Map.of("version", text, "date", ConnectVersions.READ.toString()));
            }
            return ConnectVersions.endOfSupport(text)
                    .filter(end -> !today.isBefore(end))
                    .map(end -> finding(code, TO_DO, "endOfSupport", Map.of("version", text, "date", end.toString())))
                    .orElseGet(() -> finding(code, DONE, "supported", Map.of("version", text)));
        });
    }

    private static Finding scheduler(ConnectFacts.Scheduler scheduler) {
        FindingCode code = FindingCode.CONNECT_SCHEDULER;
        if (!scheduler.syncCycleEnabled()) {
            return Finding.of(code, BLOCKED, "off");
        }
        if (scheduler.suspended()) {
            return Finding.of(code, BLOCKED, "suspended");
        }
        // The maintenance task renews the password-reset keys (Connect Sync: Scheduler).
        return scheduler.maintenanceEnabled()
                ? Finding.of(code, DONE, "on")
                : Finding.of(code, BLOCKED, "maintenanceOff");
    }

    private static Finding role(List<String> activeRoles) {
        return EntraRoles.thatEnableWriteback(activeRoles)
                .map(role -> finding(FindingCode.ROLE_ENTRA, DONE, "active", Map.of("role", role)))
                .orElseGet(() -> Finding.of(FindingCode.ROLE_ENTRA, BLOCKED, "none"));
    }

    private static Finding rights(GpoChangeAccess access, Snapshot seen) {
        Map<String, Object> args =
                Map.of("account", access.account(), "gpo", MinimumAgeFindings.gpoName(seen, access.gpo()));
        return access.complete()
                ? finding(FindingCode.RIGHTS_CHANGE, DONE, "writable", args)
                : finding(FindingCode.RIGHTS_CHANGE, BY_HAND, "denied", args);
    }
}
