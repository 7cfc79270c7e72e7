package writeback.relay.guard;

import static writeback.relay.guard.Refusals.refuse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.operation.Operation;
import writeback.relay.operation.OperationContext.VerifiedChange;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.CommandEnvelope;
import writeback.relay.protocol.message.CommandKeys;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.Outcome.Refused;
import writeback.relay.protocol.message.PlannedChange;

/**
 * Everything of the guard that needs no memory: it gives the same answer to the agent and to the operator's console, which
 * sees for itself what it is about to carry out.
 */
public final class CommandCheck {

    /**
     * How long after its end a reading command still runs: clocks differ, and a late look does no harm. Changes have no
     * such grace.
     */
    static final Duration READING_CLOCK_TOLERANCE = Duration.ofMinutes(2);

    /** How far in the future a command may have been issued by this machine's clock. */
    static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(2);

    private final Identity identity;
    private final CommandKeys commandKeys;
    private final Operations operations;
    private final Limits limits;
    private final Clock clock;
    private final BoundsCheck bounds;
    private final ChangeCheck changes;

    public CommandCheck(Identity identity, CommandKeys commandKeys, Operations operations, Limits limits, Clock clock) {
        this.identity = identity;
        this.commandKeys = commandKeys;
        this.operations = operations;
        this.limits = limits;
        this.clock = clock;
        this.bounds = new BoundsCheck(limits.bounds(), limits.places());
        this.changes = new ChangeCheck(identity);
    }

    /**
     * Opens a change that waits for an operator, and sees that it is exactly what was approved and may start now, as far as
     * that can be seen without the journal.
     */
    public Inspection inspect(String envelope) {
        Opened<CommandEnvelope> opened = open(envelope);
        if (opened instanceof Opened.Rejected<CommandEnvelope> rejected) {
            return new Inspection.No(refuse(rejected.code().code(), rejected.detail()));
        }
        Command command = ((Opened.Verified<CommandEnvelope>) opened).content().command();
        Optional<Operation> operation = operations.find(command.operation());
        Optional<Refused> refusal = elsewhere(command)
                .or(() -> operation.isEmpty() ? Optional.of(unknown(command)) : unfit(command, operation.get()));
        PlannedChange change = command.change();
        if (refusal.isPresent()) {
            return new Inspection.No(refusal.get());
        }
        if (change == null) {
            return new Inspection.No(refuse("change-missing", command.operation() + " is no change"));
        }
        ChangeCheck.Checked checked = checked(command, change);
        if (checked instanceof ChangeCheck.Checked.No no) {
            return new Inspection.No(no.refusal());
        }
        VerifiedChange verified = ((ChangeCheck.Checked.Yes) checked).change();
        return outOfLimits(operation.orElseThrow(), verified)
                .or(() -> changes.approval(change, verified.plan()))
                .or(() -> notNow(command, verified))
                .<Inspection>map(Inspection.No::new)
                .orElseGet(() -> new Inspection.Fit(command, operation.orElseThrow(), verified));
    }

    Opened<CommandEnvelope> open(String envelope) {
        return CommandEnvelope.open(envelope, identity.agent(), commandKeys);
    }

    Optional<Refused> elsewhere(Command command) {
        return command.tenant().equals(identity.tenant()) && command.premises().equals(identity.premises())
                ? Optional.empty()
                : Optional.of(refuse("wrong-place", "it is for " + command.tenant() + "/" + command.premises()));
    }

    static Refused unknown(Command command) {
        return refuse("unknown-operation", "this relay does not know " + command.operation());
    }

    /** What speaks against the operation as such. */
    Optional<Refused> unfit(Command command, Operation operation) {
        if (operation.version() != command.operationVersion()) {
            return Optional.of(refuse(
                    "unknown-version",
                    operation.name() + " is known in version " + operation.version() + ", not "
                            + command.operationVersion()));
        }
        if (!operation.capability().equals(command.capability())
                || !identity.capabilities().contains(command.capability())) {
            return Optional.of(refuse(
                    "wrong-capability",
                    operation.name() + " as " + command.capability(),
                    limits.places().of("agent.capabilities")));
        }
        if (operation.changes() && command.change() == null) {
            return Optional.of(refuse("change-missing", operation.name() + " needs an approved plan"));
        }
        if (!operation.changes() && command.change() != null) {
            return Optional.of(refuse("change-unexpected", operation.name() + " changes nothing"));
        }
        return Optional.empty();
    }

    ChangeCheck.Checked checked(Command command, PlannedChange change) {
        return changes.check(command, change);
    }

    Optional<Refused> approval(PlannedChange change, VerifiedChange verified) {
        return changes.approval(change, verified.plan());
    }

    /** What the owner says against the change, at any time. */
    Optional<Refused> outOfLimits(Operation operation, VerifiedChange change) {
        return notAllowed(operation).or(() -> bounds.refusal(change.action()));
    }

    Optional<Refused> notAllowed(Operation operation) {
        return permission(operation) == Permission.REFUSED
                ? Optional.of(refuse(
                        "not-allowed",
                        "the relay's owner does not let " + operation.name() + " run",
                        limits.places().of("operations." + operation.name())))
                : Optional.empty();
    }

    Permission permission(Operation operation) {
        return limits.permissions().of(operation);
    }

    SettingPlaces places() {
        return limits.places();
    }

    /** What the clock says against it. */
    Optional<Refused> notNow(Command command, @Nullable VerifiedChange change) {
        Instant now = clock.instant();
        Duration grace = change == null ? READING_CLOCK_TOLERANCE : Duration.ZERO;
        if (!command.expiresAt().plus(grace).isAfter(now)) {
            return Optional.of(
                    refuse("expired", "it ended at " + command.expiresAt() + ", and this machine's clock says " + now));
        }
        if (change != null && !change.plan().expiresAt().isAfter(now)) {
            return Optional.of(refuse(
                    "plan-expired",
                    "the plan ended at " + change.plan().expiresAt() + ", and this machine's clock says " + now));
        }
        if (command.issuedAt().isAfter(now.plus(FUTURE_TOLERANCE))) {
            return Optional.of(refuse(
                    "not-yet-issued",
                    "it was issued at " + command.issuedAt() + ", and this machine's clock says " + now));
        }
        return change == null ? Optional.empty() : frozen();
    }

    /** What the owner's calendar says against changes now. */
    Optional<Refused> frozen() {
        Instant now = clock.instant();
        return limits.freeze()
                .at(now)
                .map(key -> refuse(
                        "frozen",
                        "nothing is changed at this time, and this machine's clock says " + now,
                        limits.places().of(key)));
    }

    /** What the console makes of an envelope. */
    public sealed interface Inspection {

        record Fit(Command command, Operation operation, VerifiedChange change) implements Inspection {}

        record No(Refused refusal) implements Inspection {}
    }
}
