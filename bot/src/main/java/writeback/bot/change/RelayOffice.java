package writeback.bot.change;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.audit.AuditTrail;
import writeback.bot.change.RelayDesk.Decided.What;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.Right;
import writeback.bot.premises.Enrolments;
import writeback.bot.premises.NoCommandKeyException;
import writeback.bot.premises.Relay;
import writeback.bot.premises.Relays;
import writeback.bot.schedule.Events;

/** Decides about relays by the same policy as about changes; the room below does it and writes the trail. */
@Component
class RelayOffice implements RelayDesk {

    private final Enrolments enrolments;
    private final Relays relays;
    private final ApprovalPolicy policy;
    private final AuditTrail trail;
    private final Events events;
    private final TransactionTemplate transaction;

    RelayOffice(
            Enrolments enrolments,
            Relays relays,
            ApprovalPolicy policy,
            AuditTrail trail,
            Events events,
            PlatformTransactionManager transactions) {
        this.enrolments = enrolments;
        this.relays = relays;
        this.policy = policy;
        this.trail = trail;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public RelayDecision invite(PersonId by, String name) {
        Optional<Refusal> against = policy.against(by, Right.ASK);
        if (against.isPresent()) {
            return refused("invite", against.get(), by, "", "");
        }
        try {
            return new RelayDecision.Invited(enrolments.invite(by, name));
        } catch (NoCommandKeyException e) {
            return refused("invite", Refusal.NO_COMMAND_KEY, by, "", "");
        }
    }

    @Override
    public RelayDecision confirm(String relay, String fingerprint, PersonId by) {
        Optional<Refusal> against = againstDeciding(relay, by);
        if (against.isPresent()) {
            return refused("confirm", against.get(), by, relay, "");
        }
        ApprovalPolicy.Role held = policy.role(by);
        if (held instanceof ApprovalPolicy.Role.None none) {
            return refused("confirm", none.why(), by, relay, none.detail());
        }
        String role = ((ApprovalPolicy.Role.Active) held).templateId();
        return done(new Decided(What.CONFIRMED, by, relay), () -> {
                    boolean confirmed = enrolments.confirm(relay, fingerprint, by);
                    if (confirmed) {
                        trail.append(
                                "relay.approved", by.text(), relay, Map.of("role", role, "fingerprint", fingerprint));
                    }
                    return confirmed;
                })
                ? new RelayDecision.Taken()
                : refused("confirm", Refusal.RELAY_NOT_WAITING, by, relay, "");
    }

    @Override
    public RelayDecision turnDown(String relay, PersonId by) {
        Optional<Refusal> against = againstDeciding(relay, by);
        if (against.isPresent()) {
            return refused("turn-down", against.get(), by, relay, "");
        }
        return done(new Decided(What.TURNED_DOWN, by, relay), () -> enrolments.turnDown(relay, by))
                ? new RelayDecision.Taken()
                : refused("turn-down", Refusal.RELAY_NOT_WAITING, by, relay, "");
    }

    @Override
    public RelayDecision remove(String relay, PersonId by) {
        Optional<Refusal> against = policy.against(by, Right.ASK);
        if (against.isPresent()) {
            return refused("remove", against.get(), by, relay, "");
        }
        return done(new Decided(What.REMOVED, by, relay), () -> enrolments.remove(relay, by))
                ? new RelayDecision.Taken()
                : refused("remove", Refusal.UNKNOWN_RELAY, by, relay, "");
    }

    @Override
    public Optional<PersonId> invitedBy(String relay) {
        return enrolments.invitedBy(relay);
    }

    @Override
    public Optional<String> arrivedWith(String invitation) {
        return enrolments.arrivedWith(invitation);
    }

    /** Nobody decides about a relay of which it is not known who asked for it. */
    private Optional<Refusal> againstDeciding(String relay, PersonId by) {
        Optional<PersonId> inviter = enrolments.invitedBy(relay);
        if (inviter.isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_RELAY);
        }
        return policy.againstDeciding(by, inviter.get(), Refusal.OWN_RELAY)
                .or(() -> isWaiting(relay) ? Optional.empty() : Optional.of(Refusal.RELAY_NOT_WAITING));
    }

    private boolean isWaiting(String relay) {
        return relays.list().stream().anyMatch(each -> each.id().equals(relay) && each.state() == Relay.State.WAITING);
    }

    private boolean done(Decided decided, BooleanSupplier decision) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean done = decision.getAsBoolean();
            if (done) {
                events.publish(DECIDED, decided.text());
            }
            return done;
        }));
    }

    private RelayDecision refused(String verb, Refusal why, PersonId by, String relay, String detail) {
        trail.append("relay." + verb + "-refused", by.text(), relay, Map.of("why", why.name(), "detail", detail));
        return new RelayDecision.Refused(why);
    }
}
