package writeback.relay.guard;

import static writeback.relay.guard.Refusals.refuse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import writeback.relay.journal.Digest;
import writeback.relay.journal.Entry;
import writeback.relay.journal.Journal;
import writeback.relay.operation.Bounds;
import writeback.relay.operation.Operation;
import writeback.relay.operation.OperationContext.VerifiedChange;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.CommandEnvelope;
import writeback.relay.protocol.message.CommandKeys;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.Outcome.Refused;
import writeback.relay.protocol.message.PlannedChange;

/**
 * The one door for commands. From outside in: signed by the bot for this agent; for these premises; never with an old
 * number; known; allowed by the owner; in time; and for a change, exactly what was approved, once and in order.
 *
 * <p>Asked again after an answer, it gives the stored one; asked again after a crash in the middle, it has it looked at.
 */
public final class Guard {

    /**
     * How long after its end a reading command still runs: clocks differ, and a late look does no harm. Changes have no
     * such grace.
     */
    static final Duration READING_CLOCK_TOLERANCE = Duration.ofMinutes(2);

    /** How far in the future a command may have been issued by this machine's clock. */
    static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(2);

    /** For how long after its end a command's fencing number is remembered. */
    private static final Duration FENCE_MEMORY = Duration.ofHours(1);

    private final Identity identity;
    private final CommandKeys commandKeys;
    private final Operations operations;
    private final Permissions permissions;
    private final SettingPlaces places;
    private final BoundsCheck bounds;
    private final ChangeCheck changes;
    private final Journal journal;
    private final Clock clock;
    private final Fences fences = new Fences();

    public Guard(
            Identity identity,
            CommandKeys commandKeys,
            Operations operations,
            Permissions permissions,
            Bounds bounds,
            SettingPlaces places,
            Journal journal,
            Clock clock) {
        this.identity = identity;
        this.commandKeys = commandKeys;
        this.operations = operations;
        this.permissions = permissions;
        this.places = places;
        this.bounds = new BoundsCheck(bounds, places);
        this.changes = new ChangeCheck(identity, operations, journal);
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Judges one envelope. Not to be called by two threads at once.
     *
     * @param underWay whether a command is being worked on in this process
     */
    public Ruling judge(String envelope, Predicate<String> underWay) {
        Opened<CommandEnvelope> opened = CommandEnvelope.open(envelope, identity.agent(), commandKeys);
        if (opened instanceof Opened.Rejected<CommandEnvelope> rejected) {
            return new Ruling.Unopened(rejected.code(), rejected.detail());
        }
        CommandEnvelope content = ((Opened.Verified<CommandEnvelope>) opened).content();
        if (content.heads() != null) {
            journal.hear(content.heads());
        }
        return judge(content.command(), underWay);
    }

    /** The highest fencing number seen for a command: the one its reply must carry. */
    public long fence(Command command) {
        return Math.max(command.fence(), fences.highest(command.id()).orElse(0));
    }

    /** Whether it may still start; to be asked again right before the start, however long it waited. */
    public Optional<Refused> tooLate(Command command, @Nullable VerifiedChange change) {
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
        return Optional.empty();
    }

    private Ruling judge(Command command, Predicate<String> underWay) {
        if (!command.tenant().equals(identity.tenant()) || !command.premises().equals(identity.premises())) {
            return new Ruling.Answer(
                    command, refuse("wrong-place", "it is for " + command.tenant() + "/" + command.premises()));
        }
        Optional<Entry> entry = journal.find(command.id());
        OptionalLong seen = highestFence(command, entry);
        if (seen.isPresent() && command.fence() < seen.getAsLong()) {
            return new Ruling.Answer(
                    command, refuse("old-fence", "number " + command.fence() + " after number " + seen.getAsLong()));
        }
        fences.note(command.id(), command.fence(), command.expiresAt().plus(FENCE_MEMORY), clock.instant());
        if (entry.isPresent() && !entry.get().digest().equals(Digest.of(command))) {
            return new Ruling.Answer(command, refuse("replayed", "this id was used for another command"));
        }
        if (underWay.test(command.id())) {
            return new Ruling.UnderWay(command);
        }
        if (entry.isEmpty() && seen.isPresent() && seen.getAsLong() == command.fence()) {
            return new Ruling.Answer(command, refuse("replayed", "this attempt was here before"));
        }
        return known(command, entry);
    }

    private OptionalLong highestFence(Command command, Optional<Entry> entry) {
        OptionalLong inMemory = fences.highest(command.id());
        return entry.isPresent() ? OptionalLong.of(Math.max(entry.get().fence(), inMemory.orElse(0))) : inMemory;
    }

    private Ruling known(Command command, Optional<Entry> entry) {
        if (entry.isPresent() && entry.get().outcome() != null) {
            return new Ruling.Answer(command, entry.get().outcome());
        }
        Optional<Operation> operation = operations.find(command.operation());
        if (operation.isEmpty()) {
            return new Ruling.Answer(
                    command, refuse("unknown-operation", "this relay does not know " + command.operation()));
        }
        Optional<Refused> unfit = unfit(command, operation.get());
        if (unfit.isPresent()) {
            return new Ruling.Answer(command, unfit.get());
        }
        PlannedChange change = command.change();
        return change == null ? reading(command, operation.get()) : changing(command, operation.get(), change, entry);
    }

    /** What speaks against the operation as such. */
    private Optional<Refused> unfit(Command command, Operation operation) {
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
                    places.of("agent.capabilities")));
        }
        if (operation.changes() && command.change() == null) {
            return Optional.of(refuse("change-missing", operation.name() + " needs an approved plan"));
        }
        if (!operation.changes() && command.change() != null) {
            return Optional.of(refuse("change-unexpected", operation.name() + " changes nothing"));
        }
        return Optional.empty();
    }

    private Ruling reading(Command command, Operation operation) {
        Optional<Refused> refusal = notAllowed(operation).or(() -> tooLate(command, null));
        return refusal.isPresent()
                ? new Ruling.Answer(command, refusal.get())
                : new Ruling.Run(command, operation, null);
    }

    private Ruling changing(Command command, Operation operation, PlannedChange change, Optional<Entry> entry) {
        ChangeCheck.Checked checked = changes.check(command, change);
        if (checked instanceof ChangeCheck.Checked.No no) {
            return new Ruling.Answer(command, no.refusal());
        }
        VerifiedChange verified = ((ChangeCheck.Checked.Yes) checked).change();
        Optional<Outcome> past = changes.past(command, entry);
        if (past.isPresent()) {
            return new Ruling.Answer(command, past.get());
        }
        if (entry.isPresent() && entry.get().stage() == Entry.Stage.STARTED) {
            return new Ruling.LookBack(command, operation, verified, leave(operation, verified));
        }
        Optional<Refused> refusal = notAllowed(operation)
                .or(() -> bounds.refusal(verified.action()))
                .or(() -> tooLate(command, verified))
                .or(() -> changes.refusal(change, verified))
                .or(changes::unreliable);
        return refusal.isPresent()
                ? new Ruling.Answer(command, refusal.get())
                : new Ruling.Run(command, operation, verified);
    }

    private Operation.Leave leave(Operation operation, VerifiedChange change) {
        if (notAllowed(operation).isPresent()
                || bounds.refusal(change.action()).isPresent()
                || changes.unreliable().isPresent()) {
            return Operation.Leave.LOOK;
        }
        return change.plan().expiresAt().isAfter(clock.instant()) ? Operation.Leave.FINISH : Operation.Leave.PUT_BACK;
    }

    private Optional<Refused> notAllowed(Operation operation) {
        return permissions.of(operation) == Permission.UNATTENDED
                ? Optional.empty()
                : Optional.of(refuse(
                        "not-allowed",
                        "the relay's owner does not let " + operation.name() + " run",
                        places.of("operations." + operation.name())));
    }
}
