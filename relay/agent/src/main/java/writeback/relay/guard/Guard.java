package writeback.relay.guard;

import static writeback.relay.guard.Refusals.refuse;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import writeback.relay.journal.Digest;
import writeback.relay.journal.Entry;
import writeback.relay.journal.Journal;
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

    /** For how long after its end a command's fencing number is remembered. */
    private static final Duration FENCE_MEMORY = Duration.ofHours(1);

    private final Operations operations;
    private final CommandCheck check;
    private final OrderCheck order;
    private final Pause pause;
    private final Journal journal;
    private final Clock clock;
    private final Fences fences = new Fences();

    public Guard(
            Identity identity,
            CommandKeys commandKeys,
            Operations operations,
            Limits limits,
            Pause pause,
            Journal journal,
            Clock clock) {
        this.operations = operations;
        this.check = new CommandCheck(identity, commandKeys, operations, limits, clock);
        this.order = new OrderCheck(identity, operations, journal);
        this.pause = pause;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Judges one envelope. Not to be called by two threads at once.
     *
     * @param underWay whether a command is being worked on in this process
     */
    public Ruling judge(String envelope, Predicate<String> underWay) {
        Opened<CommandEnvelope> opened = check.open(envelope);
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

    /** Whether it may start now; to be asked again right before the start, however long it waited. */
    public Optional<Refused> notNow(Command command, @Nullable VerifiedChange change) {
        PlannedChange planned = command.change();
        return paused().or(() -> check.notNow(command, change))
                .or(() -> change == null || planned == null ? Optional.empty() : order.refusal(planned, change))
                .or(() -> change == null ? Optional.empty() : order.unreliable());
    }

    /** Why nothing is done at all at present, in words; empty when the relay works. */
    public Optional<String> halt() {
        return pause.reason();
    }

    private Ruling judge(Command command, Predicate<String> underWay) {
        Optional<Refused> elsewhere = check.elsewhere(command);
        if (elsewhere.isPresent()) {
            return new Ruling.Answer(command, elsewhere.get());
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
        if (underWay.test(command.id()) || atConsole(entry)) {
            return new Ruling.UnderWay(command);
        }
        if (entry.isEmpty() && seen.isPresent() && seen.getAsLong() == command.fence()) {
            return new Ruling.Answer(command, refuse("replayed", "this attempt was here before"));
        }
        return known(command, entry);
    }

    /** Begun at the console in an earlier life, and not to be looked at yet. A doubt would have the bot look. */
    private boolean atConsole(Optional<Entry> entry) {
        return entry.isPresent() && ConsoleDeadline.mayStillWrite(entry.get(), clock.instant());
    }

    private OptionalLong highestFence(Command command, Optional<Entry> entry) {
        OptionalLong inMemory = fences.highest(command.id());
        return entry.isPresent() ? OptionalLong.of(Math.max(entry.get().fence(), inMemory.orElse(0))) : inMemory;
    }

    private Ruling known(Command command, Optional<Entry> entry) {
        if (entry.isPresent() && entry.get().outcome() != null) {
            return new Ruling.Answer(command, entry.get().outcome());
        }
        Optional<Refused> paused = paused();
        if (paused.isPresent()) {
            boolean begun = entry.isPresent() && entry.get().stage() == Entry.Stage.STARTED;
            return new Ruling.Answer(
                    command, begun ? new Outcome.InDoubt("it was interrupted, and the relay is paused") : paused.get());
        }
        Optional<Operation> operation = operations.find(command.operation());
        if (operation.isEmpty()) {
            return new Ruling.Answer(command, CommandCheck.unknown(command));
        }
        Optional<Refused> unfit = check.unfit(command, operation.get());
        if (unfit.isPresent()) {
            return new Ruling.Answer(command, unfit.get());
        }
        PlannedChange change = command.change();
        return change == null ? reading(command, operation.get()) : changing(command, operation.get(), change, entry);
    }

    private Ruling reading(Command command, Operation operation) {
        Optional<Refused> refusal = check.notAllowed(operation).or(() -> check.notNow(command, null));
        return refusal.isPresent()
                ? new Ruling.Answer(command, refusal.get())
                : new Ruling.Run(command, operation, null);
    }

    private Ruling changing(Command command, Operation operation, PlannedChange change, Optional<Entry> entry) {
        ChangeCheck.Checked checked = check.checked(command, change);
        if (checked instanceof ChangeCheck.Checked.No no) {
            return new Ruling.Answer(command, no.refusal());
        }
        VerifiedChange verified = ((ChangeCheck.Checked.Yes) checked).change();
        Optional<Outcome> past = order.past(command, entry);
        if (past.isPresent()) {
            return new Ruling.Answer(command, past.get());
        }
        if (entry.isPresent() && entry.get().stage() == Entry.Stage.STARTED) {
            return new Ruling.LookBack(command, operation, verified, leave(operation, verified, entry.get()));
        }
        Optional<Refused> refusal = check.outOfLimits(operation, verified)
                .or(() -> check.notNow(command, verified))
                .or(() -> check.approval(change, verified))
                .or(() -> order.refusal(change, verified))
                .or(order::unreliable);
        if (refusal.isPresent()) {
            return new Ruling.Answer(command, refusal.get());
        }
        return check.permission(operation) == Permission.ATTENDED
                ? new Ruling.Attend(command, operation, verified, check.places().of("operations." + operation.name()))
                : new Ruling.Run(command, operation, verified);
    }

    /** What an operator began is never written to by the agent, which has not their rights. */
    private Operation.Leave leave(Operation operation, VerifiedChange change, Entry entry) {
        if (entry.operator() != null
                || check.permission(operation) != Permission.UNATTENDED
                || check.outOfLimits(operation, change).isPresent()
                || check.frozen().isPresent()
                || order.unreliable().isPresent()) {
            return Operation.Leave.LOOK;
        }
        return change.plan().expiresAt().isAfter(clock.instant()) ? Operation.Leave.FINISH : Operation.Leave.PUT_BACK;
    }

    private Optional<Refused> paused() {
        return pause.reason().map(reason -> refuse(Pause.CODE, reason));
    }
}
