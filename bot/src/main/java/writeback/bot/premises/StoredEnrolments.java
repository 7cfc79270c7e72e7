package writeback.bot.premises;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.audit.AuditTrail;
import writeback.bot.identity.PersonId;
import writeback.bot.premises.RegisteredAgent.Standing;
import writeback.bot.premises.changing.RelayChanges;
import writeback.bot.schedule.Events;
import writeback.relay.protocol.message.EnrolmentCode;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.SigningKey;

/** What people decide about relays, each decision in one transaction with its row in the trail and its event. */
final class StoredEnrolments implements Enrolments {

    private final CommandKeys commandKeys;
    private final Invitations invitations;
    private final Registrations registrations;
    private final ConfiguredAgents configured;
    private final RevokedKeys revoked;
    private final Outbox outbox;
    private final Leases leases;
    private final AuditTrail trail;
    private final Events events;
    private final Pulse pulse;
    private final URI publicUrl;
    private final TransactionTemplate transaction;

    StoredEnrolments(
            CommandKeys commandKeys,
            Invitations invitations,
            Registrations registrations,
            ConfiguredAgents configured,
            RevokedKeys revoked,
            Outbox outbox,
            Leases leases,
            AuditTrail trail,
            Events events,
            Pulse pulse,
            URI publicUrl,
            PlatformTransactionManager transactions) {
        this.commandKeys = commandKeys;
        this.invitations = invitations;
        this.registrations = registrations;
        this.configured = configured;
        this.revoked = revoked;
        this.outbox = outbox;
        this.leases = leases;
        this.trail = trail;
        this.events = events;
        this.pulse = pulse;
        this.publicUrl = publicUrl;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Invitation invite(PersonId by, String name) {
        Optional<String> unfit = RelayNames.unfit(name);
        if (unfit.isPresent()) {
            throw new IllegalArgumentException("the relay's name " + unfit.get());
        }
        SigningKey commandKey = commandKeys.present().orElseThrow(NoCommandKeyException::new);
        EnrolmentCode code = EnrolmentCode.make(commandKey.verifyingKey());
        Instant expiresAt = transaction.execute(status -> {
            Instant until = invitations.add(code, name.strip(), by.text());
            trail.append(
                    "relay.invited", by.text(), code.id(), Map.of("name", name.strip(), "until", until.toString()));
            return until;
        });
        if (expiresAt == null) {
            throw new IllegalStateException("a code has an end");
        }
        return new Invitation(
                code.id(), code.text(), URI.create(publicUrl.toString().replaceAll("/+$", "")), expiresAt);
    }

    @Override
    public boolean confirm(String relay, String fingerprint, PersonId by) {
        return decided("relay.confirmed", by, () -> waiting(relay)
                .filter(agent -> agent.key().hasFingerprint(fingerprint))
                .filter(agent -> registrations.decide(agent, Standing.TRUSTED, by.text())));
    }

    @Override
    public boolean turnDown(String relay, PersonId by) {
        return decided("relay.turned-down", by, () -> waiting(relay)
                .filter(agent -> registrations.decide(agent, Standing.TURNED_DOWN, by.text())));
    }

    @Override
    public boolean remove(String relay, PersonId by) {
        return decided("relay.removed", by, () -> {
            Optional<RegisteredAgent> gone = removedFromConfigured(relay, by).or(() -> removedFromEnrolled(relay, by));
            gone.ifPresent(this::endWhatItHas);
            return gone;
        });
    }

    @Override
    public Optional<PersonId> invitedBy(String relay) {
        return registrations.invitedBy(relay).map(PersonId::parse);
    }

    @Override
    public Optional<String> arrivedWith(String invitation) {
        return invitations.relayOf(invitation);
    }

    private Optional<RegisteredAgent> waiting(String relay) {
        return registrations.withId(relay).filter(agent -> agent.standing() == Standing.WAITING);
    }

    private Optional<RegisteredAgent> removedFromConfigured(String relay, PersonId by) {
        Optional<RegisteredAgent> agent = configured
                .withId(relay)
                .filter(each -> !revoked.contains(each.key().thumbprint()));
        agent.ifPresent(each -> revoked.add(each, by.text()));
        return agent;
    }

    private Optional<RegisteredAgent> removedFromEnrolled(String relay, PersonId by) {
        return registrations
                .withId(relay)
                .filter(agent -> agent.standing().state() != Relay.State.REMOVED)
                .filter(agent -> registrations.decide(agent, Standing.REMOVED, by.text()));
    }

    /** What it was let start is to be looked at; what it was not may be another relay's. */
    private void endWhatItHas(RegisteredAgent agent) {
        leases.releaseAll(agent.id());
        for (Outbox.Overdue change : outbox.startedBy(agent.id())) {
            if (outbox.expire(
                    change, new Outcome.InDoubt("relay " + agent.id() + " was let start it, and was removed"))) {
                events.publish(RelayChanges.ANSWERED, change.changeId());
            }
        }
    }

    private boolean decided(String kind, PersonId by, Supplier<Optional<RegisteredAgent>> decision) {
        boolean done = Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<RegisteredAgent> agent = decision.get();
            agent.ifPresent(each -> {
                events.publish(DECIDED, each.id());
                trail.append(
                        kind,
                        by.text(),
                        each.id(),
                        Map.of("name", each.name(), "key", each.key().thumbprint()));
            });
            return agent.isPresent();
        }));
        if (done) {
            pulse.wake();
        }
        return done;
    }
}
