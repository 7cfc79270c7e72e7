package writeback.bot.change;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import writeback.bot.premises.changing.RelayChanges;
import writeback.bot.runbook.Claim;
import writeback.relay.protocol.json.MalformedMessageException;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.AgeSet;
import writeback.relay.protocol.message.Applied;
import writeback.relay.protocol.message.Approval;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.message.PolicyRehearsal;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/** An action that the relay carries out: ordered once, then waited for. What the relay says is not trusted to make sense. */
@Component
class RelayAction {

    private final RelayChanges changes;
    private final ChangeLedger ledger;
    private final Proofs proofs;
    private final ChangeSettings settings;

    RelayAction(RelayChanges changes, ChangeLedger ledger, Proofs proofs, ChangeSettings settings) {
        this.changes = changes;
        this.ledger = ledger;
        this.proofs = proofs;
        this.settings = settings;
    }

    boolean order(ChangeRequest change, StoredAction action, Approval approval) {
        PlannedChange planned =
                new PlannedChange(change.id(), change.planText(), change.planHash(), action.index(), List.of(approval));
        return ledger.step(
                change, ActionState.PENDING, () -> action.ordered(changes.order(change.plan(), planned), ledger.now()));
    }

    boolean answer(ChangeRequest change, StoredAction action) {
        String command = action.handle();
        if (command == null) {
            throw new IllegalStateException("ordered without a command: " + change.id() + " " + action.index());
        }
        Optional<Outcome> outcome = changes.outcome(command);
        if (outcome.isEmpty()) {
            return waits(change, action, command);
        }
        StoredAction ended = changes.operator(command).map(action::carriedOutBy).orElse(action);
        return end(change, ended, outcome.get());
    }

    /** At the latest when the plan expires the outbox has an answer. */
    private boolean waits(ChangeRequest change, StoredAction action, String command) {
        Optional<String> relay = changes.waitsAt(command);
        if (relay.isPresent() && action.state() == ActionState.ORDERED) {
            Detail where = Detail.of("waiting-for-operator", "relay", relay.get());
            return ledger.step(change, ActionState.ORDERED, () -> action.waiting(where));
        }
        ledger.lookAgain(
                change,
                action.state() == ActionState.WAITING ? Detail.NONE : Detail.of("waiting-for-relay"),
                ledger.now().plus(settings.verifyEvery()));
        return false;
    }

    private boolean end(ChangeRequest change, StoredAction action, Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            try {
                return done(change, action, done.result());
            } catch (MalformedMessageException e) {
                return inDoubt(change, action, "the relay's answer cannot be read: " + e.getMessage());
            }
        }
        if (outcome instanceof Outcome.InDoubt doubt) {
            return inDoubt(change, action, doubt.detail());
        }
        if (outcome instanceof Outcome.Failed failed) {
            return ended(
                    change,
                    action,
                    ActionState.FAILED,
                    new Detail("failed", Map.of("code", failed.code(), "detail", failed.detail())));
        }
        Outcome.Refused refused = (Outcome.Refused) outcome;
        boolean tooOld = refused.code().equals(RelayChanges.TOO_OLD);
        return ended(
                change,
                action,
                ActionState.REFUSED,
                new Detail(
                        tooOld ? RelayChanges.TOO_OLD : "refused",
                        Map.of("code", refused.code(), "detail", refused.detail(), "setting", refused.setting())));
    }

    private boolean done(ChangeRequest change, StoredAction action, String result) {
        if (action.action() instanceof SetMinimumPasswordAge set) {
            return set(change, action, set, result);
        }
        return action.action() instanceof RehearsePolicy
                ? rehearsed(change, action, result)
                : applied(change, action, ProtocolJson.read(result, Applied.class), result);
    }

    /** The relay says done only of what it has read back. */
    private boolean applied(ChangeRequest change, StoredAction action, Applied how, String result) {
        boolean overwrote = how.undisturbed().fold(undisturbed -> !undisturbed, unseen -> false);
        Detail detail = new Detail(
                overwrote ? "applied-over" : "applied",
                Map.of("domainController", how.domainController(), "backup", how.backup()));
        return ledger.step(change, action.state(), () -> action.ended(ActionState.DONE, detail, result, ledger.now()));
    }

    private boolean set(ChangeRequest change, StoredAction action, SetMinimumPasswordAge set, String result) {
        AgeSet age = ProtocolJson.read(result, AgeSet.class);
        if (age.afterDays() != set.afterDays()) {
            return inDoubt(change, action, "the relay read back " + age.afterDays() + " days");
        }
        Detail how = new Detail(
                "set",
                Map.of(
                        "domainController", age.domainController(),
                        "beforeDays", String.valueOf(age.beforeDays()),
                        "afterDays", String.valueOf(age.afterDays()),
                        "backup", age.backup()));
        return ledger.step(change, action.state(), () -> action.ended(ActionState.DONE, how, result, ledger.now()));
    }

    private boolean rehearsed(ChangeRequest change, StoredAction action, String result) {
        RehearsePolicy rehearsal = (RehearsePolicy) action.action();
        PolicyProof proof = PolicyProof.of(ProtocolJson.read(result, PolicyRehearsal.class), rehearsal.account());
        return proofs.end(
                change,
                action.state(),
                Claim.POLICY,
                rehearsal.domain(),
                proof.result(),
                proof.how().args(),
                () -> action.ended(ActionState.DONE, proof.how(), result, ledger.now()));
    }

    private boolean inDoubt(ChangeRequest change, StoredAction action, String why) {
        return ledger.step(change, action.state(), () -> action.inDoubt(Detail.of("in-doubt", "detail", why)));
    }

    private boolean ended(ChangeRequest change, StoredAction action, ActionState end, Detail how) {
        return ledger.step(change, action.state(), () -> action.ended(end, how, null, ledger.now()));
    }
}
