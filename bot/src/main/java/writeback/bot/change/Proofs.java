package writeback.bot.change;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import writeback.bot.observation.EvidenceStore;
import writeback.bot.runbook.Claim;
import writeback.bot.runbook.Evidence;
import writeback.bot.runbook.Fingerprint;
import writeback.bot.runbook.Snapshot;

/** Ends rehearsals: the action and the evidence that it gave, in one transaction. */
@Component
class Proofs {

    /** Equal to no real fingerprint: a proof whose ground nobody saw is only a record. */
    private static final String NO_GROUND = "unseen";

    private final World world;
    private final ChangeLedger ledger;
    private final EvidenceStore evidence;

    Proofs(World world, ChangeLedger ledger, EvidenceStore evidence) {
        this.world = world;
        this.ledger = ledger;
        this.evidence = evidence;
    }

    /** @param end the action after it; made in the transaction */
    boolean end(
            ChangeRequest change,
            ActionState seen,
            Claim claim,
            String domain,
            Evidence.Result result,
            Map<String, String> details,
            Supplier<StoredAction> end) {
        Optional<Snapshot> ground = world.look(change.requester());
        Map<String, String> all = new HashMap<>(details);
        all.values().removeIf(String::isEmpty);
        all.put("change", change.id());
        Evidence found = new Evidence(
                claim,
                result,
                ledger.now(),
                domain,
                Map.copyOf(all),
                ground.map(snapshot -> Fingerprint.of(claim, snapshot)).orElse(NO_GROUND));
        return ledger.step(change, seen, () -> {
            evidence.record(found);
            return end.get();
        });
    }
}
