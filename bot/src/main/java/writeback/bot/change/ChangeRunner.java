package writeback.bot.change;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import writeback.bot.runbook.PlanFit;
import writeback.bot.runbook.Replicas;
import writeback.bot.runbook.Snapshot;
import writeback.bot.runbook.Verification;
import writeback.relay.protocol.plan.Action;

/**
 * Takes a change as far as it goes: each step reads it anew, does one thing, stores it. The caller holds the change's lock.
 */
@Component
class ChangeRunner {

    private final ChangeStore store;
    private final ChangeLedger ledger;
    private final ApprovalPolicy policy;
    private final ChangeMode mode;
    private final ActionRunner actions;
    private final Doubts doubts;
    private final World world;
    private final ChangeSettings settings;

    ChangeRunner(
            ChangeStore store,
            ChangeLedger ledger,
            ApprovalPolicy policy,
            ChangeMode mode,
            ActionRunner actions,
            Doubts doubts,
            World world,
            ChangeSettings settings) {
        this.store = store;
        this.ledger = ledger;
        this.policy = policy;
        this.mode = mode;
        this.actions = actions;
        this.doubts = doubts;
        this.world = world;
        this.settings = settings;
    }

    void run(String changeId) {
        boolean goOn = true;
        while (goOn) {
            goOn = store.find(changeId).map(this::step).orElse(false);
        }
    }

    /** @return whether there may be more to do at once */
    private boolean step(ChangeRequest change) {
        return switch (change.state()) {
            case AWAITING_APPROVAL -> change.expired(ledger.now()) && expire(change);
            case APPROVED -> start(change);
            case APPLYING -> actions.step(change);
            case IN_DOUBT -> doubts.step(change);
            case VERIFYING -> verify(change);
            case DONE, UNVERIFIED, REJECTED, WITHDRAWN, EXPIRED, STALE, FAILED -> false;
        };
    }

    private boolean expire(ChangeRequest change) {
        return ledger.move(change, ChangeEvent.EXPIRE, Detail.NONE, null);
    }

    private boolean start(ChangeRequest change) {
        if (change.expired(ledger.now())) {
            return expire(change);
        }
        if (!mode.changes()) {
            return ledger.move(change, ChangeEvent.WORLD_MOVED, Detail.of("not-in-this-mode"), null);
        }
        if (policy.approval(change).isEmpty()) {
            return ledger.move(change, ChangeEvent.WORLD_MOVED, Detail.of("approval-invalid"), null);
        }
        Optional<Snapshot> seen = world.look(change.requester());
        PlanFit fit =
                seen.map(snapshot -> PlanFit.check(change.plan(), snapshot)).orElse(PlanFit.CANNOT_TELL);
        if (change.expired(ledger.now())) {
            return expire(change);
        }
        return switch (fit) {
            case FITS -> ledger.move(change, ChangeEvent.START, Detail.NONE, null);
            case MOVED -> ledger.move(change, ChangeEvent.WORLD_MOVED, Detail.NONE, null);
            case CANNOT_TELL -> {
                Instant next = ledger.now().plus(settings.verifyEvery());
                Instant end = change.plan().expiresAt();
                ledger.lookAgain(
                        change, Detail.of("cannot-see", "why", World.blindness(seen)), next.isBefore(end) ? next : end);
                yield false;
            }
        };
    }

    private boolean verify(ChangeRequest change) {
        if (change.plan().actions().stream().allMatch(Verification::leavesNothing)) {
            return ledger.move(change, ChangeEvent.VERIFY, Detail.NONE, null);
        }
        Optional<Snapshot> seen = world.look(change.requester());
        List<Verification> found = seen.map(snapshot -> change.plan().actions().stream()
                        .map(action -> Verification.of(action, snapshot))
                        .toList())
                .orElse(List.of(Verification.CANNOT_TELL));
        if (found.stream().allMatch(one -> one == Verification.VERIFIED)) {
            return ledger.move(change, ChangeEvent.VERIFY, Detail.NONE, null);
        }
        if (!found.contains(Verification.CONTRADICTED)) {
            return later(change, waitingFor(change, seen, found));
        }
        // The value from before, seen on a domain controller that has not heard of the new one, is no contradiction.
        boolean old = IntStream.range(0, found.size())
                .filter(index -> found.get(index) == Verification.CONTRADICTED)
                .allMatch(
                        index -> PlanFit.check(change.plan().actions().get(index), seen.orElseThrow()) == PlanFit.FITS);
        return old
                ? later(change, Detail.of("old-value"))
                : ledger.move(change, ChangeEvent.CONTRADICT, Detail.of("other-value"), null);
    }

    /** What is still to be seen, and of whom. */
    private static Detail waitingFor(ChangeRequest change, Optional<Snapshot> seen, List<Verification> found) {
        List<Replicas> others = seen.stream()
                .flatMap(snapshot -> change.plan().actions().stream()
                        .map(Action::domain)
                        .distinct()
                        .map(domain -> Replicas.of(snapshot, domain)))
                .toList();
        String behind = hosts(others, Replicas::behind);
        String silent = hosts(others, Replicas::silent);
        if (found.contains(Verification.NOT_YET)) {
            return behind.isEmpty() ? Detail.of("not-yet") : Detail.of("not-yet-there", "server", behind);
        }
        String blind = World.blindness(seen);
        return blind.isEmpty() && !silent.isEmpty()
                ? Detail.of("cannot-see-there", "server", silent)
                : Detail.of("cannot-see", "why", blind);
    }

    private static String hosts(List<Replicas> others, Function<Replicas, List<String>> which) {
        return others.stream().map(which).flatMap(List::stream).collect(Collectors.joining(", "));
    }

    private boolean later(ChangeRequest change, Detail detail) {
        Instant now = ledger.now();
        if (change.lookUntil() == null || !now.isBefore(change.lookUntil())) {
            return ledger.move(change, ChangeEvent.TIME_OUT, detail, null);
        }
        ledger.lookAgain(change, detail, now.plus(settings.verifyEvery()));
        return false;
    }
}
