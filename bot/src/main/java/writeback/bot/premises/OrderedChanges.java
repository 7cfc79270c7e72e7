package writeback.bot.premises;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.Place;
import writeback.bot.premises.changing.RelayChanges;
import writeback.bot.schedule.Events;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Operations;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.Plan;

/** Orders changes by rows in the outbox, and ends those that nobody answers. */
final class OrderedChanges implements RelayChanges {

    private static final Logger LOG = LoggerFactory.getLogger(OrderedChanges.class);

    private final Outbox outbox;
    private final RegisteredAgents agents;
    private final PolledRelays relays;
    private final Events events;
    private final Pulse pulse;
    private final Place place;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final TransactionTemplate nested;

    OrderedChanges(
            Outbox outbox,
            RegisteredAgents agents,
            PolledRelays relays,
            Events events,
            Pulse pulse,
            Place place,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.outbox = outbox;
        this.agents = agents;
        this.relays = relays;
        this.events = events;
        this.pulse = pulse;
        this.place = place;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** @throws IllegalArgumentException when the plan is for another place, or the action is not a relay's */
    @Override
    public String order(Plan plan, PlannedChange change) {
        if (!plan.tenant().equals(place.tenant().id())
                || !plan.premises().equals(place.premises().id())) {
            throw new IllegalArgumentException("the plan is for " + plan.tenant() + "/" + plan.premises());
        }
        Action action = plan.actions().get(change.actionIndex());
        if (action.performer() != Action.Performer.RELAY) {
            throw new IllegalArgumentException(action.operation() + " is not for a relay");
        }
        Command command = new Command(
                UUID.randomUUID().toString(),
                place.tenant().id(),
                place.premises().id(),
                Operations.CAPABILITY_DIRECTORY,
                action.operation(),
                action.operationVersion(),
                0,
                clock.instant(),
                plan.expiresAt(),
                Map.of(),
                change);
        String id = transaction.execute(status -> ordered(command, change));
        if (id == null) {
            throw new IllegalStateException("an order has an id");
        }
        return id;
    }

    @Override
    public Optional<Outcome> outcome(String commandId) {
        Optional<Outcome> outcome =
                Optional.ofNullable(outbox.outcomes(List.of(commandId)).get(commandId));
        if (outcome.isEmpty() && !outbox.knows(commandId)) {
            throw new IllegalArgumentException("there is no command " + commandId);
        }
        return outcome;
    }

    @Override
    public Optional<String> waitsAt(String commandId) {
        return outbox.waitsAt(commandId).map(agent -> agents.all().stream()
                .filter(known -> known.id().equals(agent))
                .map(RegisteredAgent::name)
                .findFirst()
                .orElse(agent));
    }

    @Override
    public Optional<String> operator(String commandId) {
        return outbox.operator(commandId);
    }

    @Override
    public boolean endedUnheard(String commandId) {
        return outbox.endedUnheard(commandId);
    }

    /** Ends what is over. Never started: it did not happen, and never will. Started: nobody knows. */
    void expire() {
        for (Outbox.Overdue overdue : outbox.overdueChanges()) {
            Outcome outcome = ended(overdue);
            transaction.executeWithoutResult(status -> {
                if (outbox.expire(overdue, outcome)) {
                    LOG.warn("change {} ended without an answer: {}", overdue.changeId(), outcome);
                    events.publish(ANSWERED, overdue.changeId());
                }
            });
        }
    }

    private static Outcome ended(Outbox.Overdue overdue) {
        if (overdue.agent().isEmpty()) {
            return new Outcome.Refused("expired", "no relay fetched it in time", "");
        }
        String relay = "relay " + overdue.agent().get();
        return overdue.started()
                ? new Outcome.InDoubt(relay + " started it and did not answer")
                : new Outcome.Refused("expired", relay + " fetched it and did not start it in time", "");
    }

    private String ordered(Command command, PlannedChange change) {
        Optional<String> before = outbox.ordered(change.changeId(), change.actionIndex());
        if (before.isPresent()) {
            return before.get();
        }
        try {
            nested.executeWithoutResult(savepoint -> outbox.add(command));
        } catch (DuplicateKeyException e) {
            // ordered by another in between
            return outbox.ordered(change.changeId(), change.actionIndex()).orElseThrow(() -> e);
        }
        Optional<String> tooOld = relays.connectedFor(command.capability()).tooOld(command.operation());
        if (tooOld.isPresent() && outbox.refuse(command.id(), new Outcome.Refused(TOO_OLD, tooOld.get(), ""))) {
            LOG.warn("change {} is for no relay that is here: {}", change.changeId(), tooOld.get());
            events.publish(ANSWERED, change.changeId());
            return command.id();
        }
        pulse.wake();
        return command.id();
    }
}
