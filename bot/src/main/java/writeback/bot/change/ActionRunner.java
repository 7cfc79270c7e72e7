package writeback.bot.change;

import java.util.Optional;
import org.springframework.stereotype.Component;
import writeback.relay.protocol.message.Approval;
import writeback.relay.protocol.plan.Action;

/** Takes the actions of a change in order, each only when the one before is done. */
@Component
class ActionRunner {

    private final ChangeLedger ledger;
    private final ApprovalPolicy policy;
    private final ChangeMode mode;
    private final RelayAction relay;
    private final ChannelRehearsal channel;
    private final ChangeSettings settings;

    ActionRunner(
            ChangeLedger ledger,
            ApprovalPolicy policy,
            ChangeMode mode,
            RelayAction relay,
            ChannelRehearsal channel,
            ChangeSettings settings) {
        this.ledger = ledger;
        this.policy = policy;
        this.mode = mode;
        this.relay = relay;
        this.channel = channel;
        this.settings = settings;
    }

    boolean step(ChangeRequest change) {
        Optional<StoredAction> current = change.actions().stream()
                .filter(action -> action.state() != ActionState.DONE)
                .findFirst();
        if (current.isEmpty()) {
            return ledger.move(
                    change, ChangeEvent.ALL_APPLIED, Detail.NONE, ledger.now().plus(settings.verifyFor()));
        }
        StoredAction action = current.get();
        return switch (action.state()) {
            case PENDING -> begin(change, action);
            case ORDERED, WAITING -> relay.answer(change, action);
            // We hold the lock, so whoever began this is gone.
            case STARTED ->
                ledger.step(
                        change,
                        ActionState.STARTED,
                        () -> action.inDoubt(
                                Detail.of("in-doubt", "detail", "interrupted before Graph's answer was stored")));
            case RUNNING -> channel.look(change, action);
            case IN_DOUBT ->
                ledger.move(
                        change,
                        ChangeEvent.LOSE_SIGHT,
                        action.detail(),
                        ledger.now().plus(settings.verifyFor()));
            case REFUSED, FAILED -> ledger.move(change, ChangeEvent.FAIL, action.detail(), null);
            case DONE -> throw new IllegalStateException("a done action is not the current one");
        };
    }

    private boolean begin(ChangeRequest change, StoredAction action) {
        if (change.expired(ledger.now())) {
            return refused(change, action, "expired");
        }
        if (!mode.changes()) {
            return refused(change, action, "not-in-this-mode");
        }
        Optional<Approval> approval = policy.approval(change);
        if (approval.isEmpty()) {
            return refused(change, action, "approval-invalid");
        }
        return action.action().performer() == Action.Performer.RELAY
                ? relay.order(change, action, approval.get())
                : channel.start(change, action);
    }

    private boolean refused(ChangeRequest change, StoredAction action, String code) {
        Detail why = Detail.of("refused", "code", code);
        return ledger.step(
                change, ActionState.PENDING, () -> action.ended(ActionState.REFUSED, why, null, ledger.now()));
    }
}
