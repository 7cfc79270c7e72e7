package writeback.bot.change;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.audit.AuditTrail;
import writeback.bot.runbook.Consent;
import writeback.bot.schedule.Events;

/**
 * Writes moves and actions: each with its row in the trail and its event, in one transaction that commits before anything
 * follows from it (a transaction of its own, because whoever works on a change holds its lock in another).
 */
@Component
class ChangeLedger {

    static final String BOT = "bot";

    private final ChangeStore store;
    private final AuditTrail trail;
    private final Events events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ChangeLedger(
            ChangeStore store,
            AuditTrail trail,
            Events events,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactionManager);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** To the millisecond, as the database keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    void begin(ChangeRequest change, String openKey) {
        transaction.executeWithoutResult(status -> {
            store.insert(change, openKey);
            events.at(change.plan().expiresAt(), ChangeWorker.TIMER, change.id());
            events.publish(ChangeDesk.MOVED, change.id());
            Map<String, String> details = new LinkedHashMap<>(Map.of(
                    "plan", change.planText(),
                    "hash", change.planHash(),
                    "reason", change.reason(),
                    "consent", String.valueOf(change.consentGiven())));
            if (change.undoes() != null) {
                details.put("undoes", change.undoes());
            }
            trail.append("change.request", change.requester().text(), change.id(), details);
            if (Consent.neededFor(change.plan())) {
                // A row of its own: who accepted what it costs, when, and for exactly which plan.
                trail.append(
                        "change.consent",
                        change.requester().text(),
                        change.id(),
                        Map.of("hash", change.planHash(), "name", change.requesterName()));
            }
        });
    }

    /** A decision by a person. False when it came too late. */
    boolean decide(
            ChangeRequest seen, ChangeEvent event, ChangeRequest.Decider decider, @Nullable String approvedHash) {
        ChangeState to = Transitions.next(seen.state(), event);
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (!store.move(seen, to, Detail.NONE, null, now())) {
                return false;
            }
            store.decide(seen.id(), decider, approvedHash);
            if (event == ChangeEvent.APPROVE) {
                events.publish(ChangeWorker.WORK, seen.id());
            }
            events.publish(ChangeDesk.MOVED, seen.id());
            trail.append(
                    "change." + event.text(),
                    decider.person().text(),
                    seen.id(),
                    moved(seen, to, Map.of("hash", seen.planHash(), "role", decider.role(), "note", decider.note())));
            return true;
        }));
    }

    /** A decision that does not count is told by the trail, too. */
    void refused(String verb, Refusal why, String person, String changeId, String detail) {
        trail.append("change." + verb + "-refused", person, changeId, Map.of("why", why.name(), "detail", detail));
    }

    /** A move by the bot itself. */
    boolean move(ChangeRequest seen, ChangeEvent event, Detail detail, @Nullable Instant lookUntil) {
        return move(seen, event, detail, lookUntil, () -> {});
    }

    /**
     * A move by the bot itself.
     *
     * @param with what else belongs into the same transaction
     * @return false when somebody else has moved it meanwhile
     */
    boolean move(ChangeRequest seen, ChangeEvent event, Detail detail, @Nullable Instant lookUntil, Runnable with) {
        ChangeState to = Transitions.next(seen.state(), event);
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (!store.move(seen, to, detail, lookUntil, now())) {
                return false;
            }
            with.run();
            events.publish(ChangeDesk.MOVED, seen.id());
            Map<String, String> details = new LinkedHashMap<>(detail.args());
            details.put("code", detail.code());
            trail.append("change." + event.text(), BOT, seen.id(), moved(seen, to, details));
            return true;
        }));
    }

    /** Nothing moved; what is known now is told, and there will be another look. */
    void lookAgain(ChangeRequest seen, Detail detail, Instant next) {
        transaction.executeWithoutResult(status -> {
            if (store.tell(seen, detail, next)) {
                events.at(next, ChangeWorker.TIMER, seen.id());
                if (!detail.equals(seen.detail()) || seen.nextLookAt() == null) {
                    events.publish(ChangeDesk.MOVED, seen.id());
                }
            }
        });
    }

    /**
     * An action's step.
     *
     * @param with what else belongs into the same transaction
     * @return false when somebody else took that step
     */
    boolean step(ChangeRequest change, ActionState seen, java.util.function.Supplier<StoredAction> with) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            StoredAction now = with.get();
            if (!store.update(change.id(), seen, now)) {
                status.setRollbackOnly();
                return false;
            }
            if (now.state() != seen) {
                Map<String, String> details = new LinkedHashMap<>(now.detail().args());
                details.put("index", String.valueOf(now.index()));
                details.put("operation", now.action().operation());
                details.put("code", now.detail().code());
                if (!now.operator().isEmpty()) {
                    details.put("operator", now.operator());
                }
                if (now.handle() != null) {
                    details.put("handle", now.handle());
                }
                events.publish(ChangeDesk.MOVED, change.id());
                trail.append(
                        "action."
                                + now.state()
                                        .name()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', '-'),
                        BOT,
                        change.id(),
                        details);
            }
            return true;
        }));
    }

    private static Map<String, String> moved(ChangeRequest seen, ChangeState to, Map<String, String> more) {
        Map<String, String> details = new LinkedHashMap<>(more);
        details.put("from", seen.state().name());
        details.put("to", to.name());
        return details;
    }
}
