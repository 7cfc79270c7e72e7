package writeback.bot.runbook;

import static writeback.bot.runbook.PrerequisiteFindings.finding;
import static writeback.bot.runbook.PrerequisiteFindings.judge;
import static writeback.bot.runbook.Verdict.BY_HAND;
import static writeback.bot.runbook.Verdict.DONE;
import static writeback.bot.runbook.Verdict.TO_DO;
import static writeback.bot.runbook.Verdict.UNKNOWN;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import writeback.relay.protocol.fact.WritebackEvent;

/** Step 5: what has been proven, claim by claim. */
final class ProofFindings {

    /** A person's own reset began, and ended well (Troubleshoot self-service password reset writeback). */
    private static final int OWN_RESET_STARTED = 31001;

    private static final int OWN_RESET_DONE = 31002;

    /** Where a person resets an own password. */
    static final String SELF_SERVICE_LINK = "https://aka.ms/sspr";

    private ProofFindings() {}

    static List<Finding> of(Snapshot seen) {
        return List.of(
                // Rehearsals are made in the first domain.
                proof(seen, FindingCode.PROOF_POLICY, Claim.POLICY, "refused")
                        .in(seen.domains().get(0).name()),
                proof(seen, FindingCode.PROOF_CHANNEL, Claim.CHANNEL, "failed"),
                selfService(seen));
    }

    private static Finding proof(Snapshot seen, FindingCode code, Claim claim, String refutedReason) {
        Optional<Evidence> newest = Proofs.newest(seen, claim);
        if (newest.isEmpty()) {
            return Finding.of(code, TO_DO, "notProven");
        }
        Evidence evidence = newest.get();
        Map<String, Object> args = new HashMap<>(evidence.details());
        args.put("at", evidence.at());
        boolean fresh = Proofs.fresh(seen, evidence);
        // One domain controller of several did show it.
        String there = args.containsKey("proven") ? "There" : "";
        return switch (evidence.result()) {
            case PROVEN ->
                fresh
                        ? finding(code, DONE, "proven", args)
                        // Out of sight is not moved: nobody can say that the proof no longer counts.
                        : Proofs.outOfSight(seen, evidence)
                                .map(unseen -> Finding.unseen(code, unseen))
                                .orElseGet(() -> finding(code, TO_DO, "aged", Map.of("at", evidence.at())));
            // What was refused under other circumstances says nothing of these.
            case REFUTED ->
                fresh ? finding(code, TO_DO, refutedReason + there, args) : Finding.of(code, TO_DO, "notProven");
            case CANNOT_TELL -> finding(code, UNKNOWN, "cannotTell" + there, args);
            case RECORDED, STATED -> Finding.of(code, TO_DO, "notProven");
        };
    }

    private static Finding selfService(Snapshot seen) {
        FindingCode code = FindingCode.PROOF_SELF_SERVICE;
        Optional<Evidence> proof =
                Proofs.newest(seen, Claim.SELF_SERVICE).filter(evidence -> evidence.result() == Evidence.Result.PROVEN);
        Optional<Evidence> fresh = proof.filter(evidence -> Proofs.fresh(seen, evidence));
        if (fresh.isPresent()) {
            return finding(code, DONE, "proven", Map.of("at", fresh.get().at()));
        }
        if (proof.isPresent()) {
            return recorded(proof.get().at());
        }
        return judge(code, seen.events(), events -> newestOwnReset(events)
                .map(ProofFindings::recorded)
                .orElseGet(() -> finding(code, BY_HAND, "notYet", Map.of("link", SELF_SERVICE_LINK))));
    }

    private static Finding recorded(Instant at) {
        return finding(FindingCode.PROOF_SELF_SERVICE, DONE, "recorded", Map.of("at", at));
    }

    private static Optional<Instant> newestOwnReset(List<WritebackEvent> events) {
        Optional<Instant> done = Optional.empty();
        boolean started = false;
        for (WritebackEvent event : events) {
            if (event.id() == OWN_RESET_STARTED) {
                started = true;
            } else if (event.id() == OWN_RESET_DONE && started) {
                done = Optional.of(event.at());
                started = false;
            }
        }
        return done;
    }
}
