package writeback.bot.runbook;

import static writeback.bot.runbook.PrerequisiteFindings.finding;
import static writeback.bot.runbook.PrerequisiteFindings.judge;
import static writeback.bot.runbook.PrerequisiteFindings.server;
import static writeback.bot.runbook.Verdict.BY_HAND;
import static writeback.bot.runbook.Verdict.DONE;
import static writeback.bot.runbook.Verdict.TO_DO;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.Sighting;

/** Steps 1, 2 and 3: the wizard's switch, the sign-in, the portal's switches and who is in scope. */
final class SwitchFindings {

    private SwitchFindings() {}

    static List<Finding> of(Snapshot seen) {
        Sighting<TenantFacts.ResetReports> reports = seen.cloud().resetReports();
        return List.of(
                judge(
                        FindingCode.CONNECT_WRITEBACK,
                        seen.inConnect(ConnectFacts::passwordWriteback),
                        on -> on
                                ? finding(FindingCode.CONNECT_WRITEBACK, DONE, "on", server(seen))
                                : finding(FindingCode.CONNECT_WRITEBACK, TO_DO, "off", server(seen))),
                session(seen),
                integration(seen),
                scope(seen, reports),
                judge(
                        FindingCode.SSPR_REGISTERED,
                        reports,
                        count -> count.registered() > 0
                                ? finding(
                                        FindingCode.SSPR_REGISTERED,
                                        DONE,
                                        "some",
                                        Map.of("registered", count.registered(), "total", count.total()))
                                : Finding.of(FindingCode.SSPR_REGISTERED, BY_HAND, "none")));
    }

    private static Finding session(Snapshot seen) {
        String account = seen.viewerAccount();
        return account == null
                ? Finding.of(FindingCode.SIGNIN_SESSION, TO_DO, "signedOut")
                : finding(FindingCode.SIGNIN_SESSION, DONE, "signedIn", Map.of("account", account));
    }

    /**
     * No public API shows the portal's switches, and which of the two switches writes the audit event is not documented.
     * So an event alone does not say that a person set the switches; with that person's word it makes a record of it, and
     * a later event that turns writeback off speaks louder than the word.
     */
    private static Finding integration(Snapshot seen) {
        FindingCode code = FindingCode.INTEGRATION_OPTIONS;
        Optional<Evidence> stated = stated(seen, Claim.INTEGRATION);
        return seen.cloud().writebackAudit().fold(newest -> integration(stated, newest.event()), unseen -> stated.map(
                        word -> stated(code, word))
                .orElseGet(() -> Finding.unseen(code, unseen)));
    }

    private static Finding integration(Optional<Evidence> stated, TenantFacts.@Nullable WritebackAudit event) {
        FindingCode code = FindingCode.INTEGRATION_OPTIONS;
        boolean turnedOff = event != null
                && !event.enabled()
                && stated.map(word -> word.at().isBefore(event.at())).orElse(true);
        if (turnedOff) {
            return finding(code, TO_DO, "disabled", Map.of("at", event.at()));
        }
        if (stated.isEmpty()) {
            return Finding.of(code, BY_HAND, "notConfirmed");
        }
        return event != null && event.enabled()
                ? finding(code, DONE, "recorded", Map.of("at", event.at()))
                : stated(code, stated.get());
    }

    private static Finding scope(Snapshot seen, Sighting<TenantFacts.ResetReports> reports) {
        FindingCode code = FindingCode.SSPR_SCOPE;
        Optional<Evidence> stated = stated(seen, Claim.SCOPE);
        return reports.fold(
                count -> {
                    if (count.enabled() > 0 && count.enabled() == count.total()) {
                        return finding(code, DONE, "all", Map.of("enabled", count.enabled()));
                    }
                    if (count.enabled() > 0) {
                        return finding(code, DONE, "some", Map.of("enabled", count.enabled(), "total", count.total()));
                    }
                    // The reports lag behind the portal, so a person's word may know better for a while.
                    return stated.map(word -> stated(code, word)).orElseGet(() -> Finding.of(code, BY_HAND, "none"));
                },
                unseen -> stated.map(word -> stated(code, word)).orElseGet(() -> Finding.unseen(code, unseen)));
    }

    private static Optional<Evidence> stated(Snapshot seen, Claim claim) {
        return Proofs.newest(seen, claim)
                .filter(evidence -> evidence.result() == Evidence.Result.STATED)
                .filter(evidence -> Proofs.fresh(seen, evidence));
    }

    private static Finding stated(FindingCode code, Evidence word) {
        return finding(code, DONE, "stated", Map.of("by", word.details().getOrDefault("by", "?"), "at", word.at()));
    }
}
