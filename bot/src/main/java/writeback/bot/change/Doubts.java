package writeback.bot.change;

import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import writeback.bot.premises.changing.RelayChanges;
import writeback.bot.runbook.Claim;
import writeback.bot.runbook.Evidence;
import writeback.bot.runbook.PlanFit;
import writeback.bot.runbook.Snapshot;
import writeback.bot.runbook.Verification;
import writeback.relay.protocol.plan.RehearseChannel;
import writeback.relay.protocol.plan.RehearsePolicy;

/** Resolves what is in doubt, by looking. Nothing here changes anything outside. */
@Component
class Doubts {

    /** How long a relay that was let start it and has not been heard since may still write. */
    private static final Duration AT_WORK = Duration.ofMinutes(5);

    private final ChangeLedger ledger;
    private final World world;
    private final ChannelRehearsal channel;
    private final Proofs proofs;
    private final RelayChanges relays;
    private final ChangeSettings settings;

    Doubts(
            ChangeLedger ledger,
            World world,
            ChannelRehearsal channel,
            Proofs proofs,
            RelayChanges relays,
            ChangeSettings settings) {
        this.ledger = ledger;
        this.world = world;
        this.channel = channel;
        this.proofs = proofs;
        this.relays = relays;
        this.settings = settings;
    }

    boolean step(ChangeRequest change) {
        Optional<StoredAction> doubtful = change.actions().stream()
                .filter(action -> action.state() == ActionState.IN_DOUBT)
                .findFirst();
        return doubtful.map(action -> look(change, action)).orElseGet(() -> conclude(change));
    }

    private boolean look(ChangeRequest change, StoredAction action) {
        if (!Verification.leavesNothing(action.action())) {
            return lookUp(change, action);
        }
        if (action.action() instanceof RehearseChannel) {
            return channel.resolve(change, action);
        }
        RehearsePolicy rehearsal = (RehearsePolicy) action.action();
        Detail how = Detail.of("cannot-tell", "why", action.detail().args().getOrDefault("detail", ""));
        return proofs.end(
                change,
                ActionState.IN_DOUBT,
                Claim.POLICY,
                rehearsal.domain(),
                Evidence.Result.CANNOT_TELL,
                how.args(),
                () -> action.ended(ActionState.FAILED, how, null, ledger.now()));
    }

    private boolean lookUp(ChangeRequest change, StoredAction action) {
        Optional<Snapshot> seen = world.look(change.requester());
        Verification found =
                seen.map(snapshot -> Verification.of(action.action(), snapshot)).orElse(Verification.CANNOT_TELL);
        return switch (found) {
            case VERIFIED, NOT_YET -> ended(change, action, ActionState.DONE, "found-applied");
            case CONTRADICTED ->
                PlanFit.check(action.action(), seen.orElseThrow()) == PlanFit.FITS
                        ? stillOld(change, action)
                        : ended(change, action, ActionState.FAILED, "other-value");
            case CANNOT_TELL -> later(change, action);
        };
    }

    /** The relay may be in the middle of it: the old value counts when it is still there after a pause. */
    private boolean stillOld(ChangeRequest change, StoredAction action) {
        String command = action.handle();
        Duration pause = command != null && relays.endedUnheard(command) ? AT_WORK : settings.verifyEvery();
        boolean waited = !ledger.now().isBefore(change.movedAt().plus(pause));
        return waited ? ended(change, action, ActionState.FAILED, "found-not-applied") : later(change, action);
    }

    private boolean later(ChangeRequest change, StoredAction action) {
        if (change.lookUntil() == null || !ledger.now().isBefore(change.lookUntil())) {
            return ledger.move(change, ChangeEvent.NOT_CONFIRMED, Detail.of("cannot-see"), null);
        }
        ledger.lookAgain(change, action.detail(), ledger.now().plus(settings.verifyEvery()));
        return false;
    }

    private boolean ended(ChangeRequest change, StoredAction action, ActionState end, String code) {
        return ledger.step(change, ActionState.IN_DOUBT, () -> action.ended(end, Detail.of(code), null, ledger.now()));
    }

    /** Nothing is in doubt any more. What had not begun is not begun now: its moment has passed. */
    private boolean conclude(ChangeRequest change) {
        boolean allDone = change.actions().stream().allMatch(action -> action.state() == ActionState.DONE);
        if (allDone) {
            return ledger.move(
                    change, ChangeEvent.FOUND_APPLIED, Detail.NONE, ledger.now().plus(settings.verifyFor()));
        }
        Detail why = change.actions().stream()
                .filter(action -> action.state() == ActionState.FAILED)
                .map(StoredAction::detail)
                .findFirst()
                .orElse(Detail.of("rest-not-run"));
        return ledger.move(change, ChangeEvent.NOT_CONFIRMED, why, null);
    }
}
