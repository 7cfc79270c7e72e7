package writeback.bot.premises;

import static writeback.bot.premises.Refusals.problem;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.Place;
import writeback.bot.audit.AuditTrail;
import writeback.bot.premises.Invitations.Invited;
import writeback.bot.premises.RegisteredAgent.Standing;
import writeback.bot.premises.RegisteredAgents.Holder;
import writeback.bot.schedule.Events;
import writeback.relay.protocol.message.Enrolled;
import writeback.relay.protocol.message.EnrolmentProblem;
import writeback.relay.protocol.message.EnrolmentRequest;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.Problem;
import writeback.relay.protocol.message.SigningKey;

/**
 * Takes relays in that come with a code. Each then waits for a person's confirmation. Whoever comes again with the same
 * code and key, because the answer was lost, gets the same answer.
 */
final class EnrolmentDesk {

    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentDesk.class);

    private final CommandKeys commandKeys;
    private final Invitations invitations;
    private final RegisteredAgents agents;
    private final Registrations registrations;
    private final AuditTrail trail;
    private final Events events;
    private final Place place;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final FewTries unknownCodes;

    EnrolmentDesk(
            CommandKeys commandKeys,
            Invitations invitations,
            RegisteredAgents agents,
            Registrations registrations,
            AuditTrail trail,
            Events events,
            Place place,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.commandKeys = commandKeys;
        this.invitations = invitations;
        this.agents = agents;
        this.registrations = registrations;
        this.trail = trail;
        this.events = events;
        this.place = place;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.unknownCodes = new FewTries(clock);
    }

    /** What became of a sealed {@link EnrolmentRequest}. */
    Answer enrol(String sealed) {
        Optional<SigningKey> commandKey = commandKeys.present();
        if (commandKey.isEmpty()) {
            return no(EnrolmentProblem.NO_COMMAND_KEY, "this bot has no key to command relays with");
        }
        Opened<EnrolmentRequest.Presented> opened = EnrolmentRequest.open(sealed);
        if (opened instanceof Opened.Rejected<EnrolmentRequest.Presented> rejected) {
            return new Answer.No(new Problem(rejected.code().code(), rejected.detail()));
        }
        EnrolmentRequest.Presented presented = ((Opened.Verified<EnrolmentRequest.Presented>) opened).content();
        Optional<String> unfit = unfit(presented.request());
        if (unfit.isPresent()) {
            return no(EnrolmentProblem.UNFIT, unfit.get());
        }
        Answer answer = judged(presented, commandKey.get());
        if (answer instanceof Answer.No no) {
            LOG.warn(
                    "enrolment with code {} refused, {}: {}",
                    presented.request().code(),
                    no.problem().code(),
                    no.problem().detail());
        }
        return answer;
    }

    private static Optional<String> unfit(EnrolmentRequest request) {
        if (request.name() != null) {
            Optional<String> unfit = RelayNames.unfit(request.name());
            if (unfit.isPresent()) {
                return Optional.of("the name " + unfit.get());
            }
        }
        if (request.capabilities().isEmpty() || !ConfiguredAgents.CAPABILITIES.containsAll(request.capabilities())) {
            return Optional.of("the capabilities must be some of " + new TreeSet<>(ConfiguredAgents.CAPABILITIES));
        }
        if (!RelayController.isShort(request.version(), 40)
                || request.permissions() != null && !RelayController.areWords(request.permissions())) {
            return Optional.of("version or permissions are empty or too long");
        }
        return request.code().length() > 16 || request.secret().length() > 64
                ? Optional.of("the code is longer than codes are")
                : Optional.empty();
    }

    private Answer judged(EnrolmentRequest.Presented presented, SigningKey commandKey) {
        try {
            Answer answer = transaction.execute(status -> invitations
                    .hold(presented.request().code())
                    .map(invited -> judged(presented, invited, commandKey))
                    .orElseGet(this::unknownCode));
            if (answer == null) {
                throw new IllegalStateException("there is always an answer");
            }
            return answer;
        } catch (DuplicateKeyException e) {
            // with another code at the same moment
            return keyRegistered();
        }
    }

    private Answer judged(EnrolmentRequest.Presented presented, Invited invited, SigningKey commandKey) {
        Optional<Holder> holder = agents.withKey(presented.key().thumbprint());
        boolean again = holder.isPresent() && holder.get().agent().id().equals(invited.relay());
        if (invited.isLocked() && !again) {
            return no(EnrolmentProblem.LOCKED_CODE, "too many wrong codes were tried; ask for a new one");
        }
        if (!invited.hasSecret(presented.request().secret())) {
            countWrongTry(invited);
            return no(EnrolmentProblem.WRONG_CODE, "the code is not as it was given out");
        }
        if (again) {
            return known(holder.get(), commandKey);
        }
        if (invited.relay() != null) {
            return no(EnrolmentProblem.USED_CODE, "relay " + invited.relay() + " came with it; ask for a new one");
        }
        if (invited.isOver(clock.instant())) {
            return no(
                    EnrolmentProblem.EXPIRED_CODE, "it was good until " + invited.expiresAt() + "; ask for a new one");
        }
        if (holder.isPresent()) {
            return keyRegistered();
        }
        return arrived(presented, invited, commandKey);
    }

    /** Whoever gave the code out is told when it opens nothing any more; of one that was used that is no news. */
    private void countWrongTry(Invited invited) {
        invitations.countWrongTry(invited);
        if (invited.isLastTry() && invited.relay() == null) {
            events.publish(Enrolments.LOCKED, invited.id());
            trail.append(
                    "relay.code-locked",
                    "relay:unknown",
                    invited.id(),
                    Map.of("name", invited.name(), "tries", String.valueOf(Invitations.MOST_WRONG_TRIES)));
        }
    }

    /** The answer that it did not get, unless somebody has said no in between. */
    private Answer known(Holder holder, SigningKey commandKey) {
        Standing standing = holder.agent().standing();
        if (standing == Standing.WAITING || standing == Standing.TRUSTED && !holder.isFormer()) {
            return enrolled(holder.agent().id(), holder.key().thumbprint(), commandKey);
        }
        return new Answer.No(Welcome.refusal(holder).orElseThrow());
    }

    private Answer arrived(EnrolmentRequest.Presented presented, Invited invited, SigningKey commandKey) {
        String id = "relay-" + UUID.randomUUID().toString().substring(0, 8);
        EnrolmentRequest request = presented.request();
        String name = request.name() == null ? invited.name() : request.name().strip();
        Set<String> capabilities = new TreeSet<>(request.capabilities());
        registrations.add(
                id,
                name,
                presented.key(),
                capabilities,
                new Registrations.Introduction(request.version(), request.permissions()),
                invited.by());
        invitations.use(invited, id);
        events.publish(Enrolments.ARRIVED, id);
        trail.append(
                "relay.arrived",
                "relay:" + name,
                id,
                Map.of(
                        "code", invited.id(),
                        "name", name,
                        "capabilities", String.join(" ", capabilities),
                        "key", presented.key().thumbprint()));
        LOG.info(
                "relay {} arrived and waits for confirmation, fingerprint {}",
                id,
                presented.key().fingerprint());
        return enrolled(id, presented.key().thumbprint(), commandKey);
    }

    private Answer enrolled(String id, String thumbprint, SigningKey commandKey) {
        Enrolled enrolled =
                new Enrolled(id, place.tenant().id(), place.premises().id(), thumbprint);
        return new Answer.Yes(enrolled.seal(commandKey));
    }

    private Answer unknownCode() {
        return unknownCodes.oneMore()
                ? no(EnrolmentProblem.UNKNOWN_CODE, "no such code was given out here lately; ask for a new one")
                : no(EnrolmentProblem.TOO_MANY_TRIES, "codes that do not exist were tried; come back in a minute");
    }

    private static Answer keyRegistered() {
        return no(EnrolmentProblem.KEY_REGISTERED, "that key is, or was, another relay's; make a new one");
    }

    private static Answer no(EnrolmentProblem code, String detail) {
        return new Answer.No(problem(code, detail));
    }

    /** How somebody at the door is answered. */
    sealed interface Answer {

        /** @param sealed an {@link Enrolled} */
        record Yes(String sealed) implements Answer {}

        record No(Problem problem) implements Answer {}
    }
}
