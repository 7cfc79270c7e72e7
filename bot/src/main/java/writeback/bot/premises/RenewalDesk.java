package writeback.bot.premises;

import static writeback.bot.premises.Refusals.problem;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.Place;
import writeback.bot.audit.AuditTrail;
import writeback.bot.premises.EnrolmentDesk.Answer;
import writeback.bot.premises.RegisteredAgents.Holder;
import writeback.bot.schedule.Events;
import writeback.relay.protocol.message.Enrolled;
import writeback.relay.protocol.message.EnrolmentProblem;
import writeback.relay.protocol.message.KeyRenewal;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.Problem;
import writeback.relay.protocol.message.VerifyingKey;

/** Takes the new keys of relays that are trusted already. The same renewal sent again gets the same answer. */
final class RenewalDesk {

    private static final Logger LOG = LoggerFactory.getLogger(RenewalDesk.class);

    private final RegisteredAgents agents;
    private final Registrations registrations;
    private final CommandKeys commandKeys;
    private final AuditTrail trail;
    private final Events events;
    private final Place place;
    private final TransactionTemplate transaction;

    RenewalDesk(
            RegisteredAgents agents,
            Registrations registrations,
            CommandKeys commandKeys,
            AuditTrail trail,
            Events events,
            Place place,
            PlatformTransactionManager transactions) {
        this.agents = agents;
        this.registrations = registrations;
        this.commandKeys = commandKeys;
        this.trail = trail;
        this.events = events;
        this.place = place;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What became of a sealed {@link KeyRenewal}. */
    Answer renew(String sealed) {
        AtomicReference<@Nullable Holder> found = new AtomicReference<>();
        Opened<KeyRenewal.Presented> opened =
                KeyRenewal.open(sealed, thumbprint -> agents.withKey(thumbprint).map(holder -> {
                    found.compareAndSet(null, holder);
                    return holder.key();
                }));
        if (opened instanceof Opened.Rejected<KeyRenewal.Presented> rejected) {
            return new Answer.No(new Problem(rejected.code().code(), rejected.detail()));
        }
        KeyRenewal.Presented presented = ((Opened.Verified<KeyRenewal.Presented>) opened).content();
        Holder holder = found.get();
        if (holder == null || !holder.agent().id().equals(presented.relay())) {
            return new Answer.No(new Problem("not-this-agent", "the key is registered for another agent"));
        }
        return judged(holder, presented.next());
    }

    private Answer judged(Holder holder, VerifyingKey next) {
        RegisteredAgent agent = holder.agent();
        if (agent.isTrusted() && agent.key().equals(next)) {
            return renewed(agent, next);
        }
        Optional<Problem> unwelcome = Welcome.refusal(holder);
        if (unwelcome.isPresent()) {
            return new Answer.No(unwelcome.get());
        }
        if (agent.origin() == RegisteredAgent.Origin.CONFIGURED) {
            return no(
                    EnrolmentProblem.RENEWED_BY_CONFIGURATION,
                    "the key of " + agent.id() + " stands in the bot's configuration");
        }
        if (agents.withKey(next.thumbprint()).isPresent()) {
            return no(EnrolmentProblem.KEY_REGISTERED, "the next key is, or was, another relay's");
        }
        try {
            boolean done = Boolean.TRUE.equals(transaction.execute(status -> replaced(agent, next)));
            return done ? renewed(agent, next) : no(EnrolmentProblem.KEY_RENEWED, "something else happened to it");
        } catch (DuplicateKeyException e) {
            return no(EnrolmentProblem.KEY_REGISTERED, "the next key became another relay's");
        }
    }

    private boolean replaced(RegisteredAgent agent, VerifyingKey next) {
        if (!registrations.renew(agent, next)) {
            return false;
        }
        events.publish(Enrolments.DECIDED, agent.id());
        trail.append(
                "relay.key-renewed",
                "relay:" + agent.name(),
                agent.id(),
                Map.of("former", agent.key().thumbprint(), "key", next.thumbprint()));
        LOG.info("relay {} has a new key, fingerprint {}", agent.id(), next.fingerprint());
        return true;
    }

    private Answer renewed(RegisteredAgent agent, VerifyingKey next) {
        Enrolled enrolled =
                new Enrolled(agent.id(), place.tenant().id(), place.premises().id(), next.thumbprint());
        return new Answer.Yes(enrolled.seal(commandKeys.forCommands()));
    }

    private static Answer no(EnrolmentProblem code, String detail) {
        return new Answer.No(problem(code, detail));
    }
}
