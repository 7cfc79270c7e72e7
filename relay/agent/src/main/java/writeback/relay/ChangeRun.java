package writeback.relay;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import writeback.relay.attended.Backups;
import writeback.relay.guard.Guard;
import writeback.relay.guard.Ruling;
import writeback.relay.journal.Journal;
import writeback.relay.operation.Operation;
import writeback.relay.operation.OperationContext;
import writeback.relay.operation.OperationContext.VerifiedChange;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.StartRequest;
import writeback.relay.transport.StartPermits;
import writeback.relay.transport.StartPermits.Answer;

/**
 * The steps of one change that the guard let through: received in the journal, let start by the bot, still right, started
 * in the journal, run, done in the journal. What was begun in an earlier life is looked at, never run again.
 */
final class ChangeRun {

    private static final Logger LOG = System.getLogger(ChangeRun.class.getName());

    private final Guard guard;
    private final Journal journal;
    private final StartPermits permits;
    private final Answers answers;
    private final Operations lookingOnly;
    private final Path dataFolder;
    private final Clock clock;

    /** @param lookingOnly the changing operations with the reading account, for looks that must not write */
    ChangeRun(
            Guard guard,
            Journal journal,
            StartPermits permits,
            Answers answers,
            Operations lookingOnly,
            Path dataFolder,
            Clock clock) {
        this.guard = guard;
        this.journal = journal;
        this.permits = permits;
        this.answers = answers;
        this.lookingOnly = lookingOnly;
        this.dataFolder = dataFolder;
        this.clock = clock;
    }

    /** Remembers that it came; the answer if that cannot be done. */
    Optional<Outcome> received(Command command) {
        try {
            if (command.change() != null) {
                journal.received(command, command.change());
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(unwritable(e));
        }
    }

    /** To look needs no journal: a line more only counts how often it was tried. */
    void received(Ruling.LookBack back) {
        received(back.command())
                .ifPresent(
                        trouble -> LOG.log(Level.WARNING, "Looking back without a line in the journal: {0}", trouble));
    }

    /** Laid down in good order: it may still be started, here or elsewhere, and it did not kill the agent. */
    void left(Command command) {
        try {
            journal.left(command.id(), guard.fence(command));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "That {0} was left is not in the journal: {1}", command.id(), e.getMessage());
        }
    }

    /**
     * Starts it and runs it to its end.
     *
     * @param unwanted whether nothing shall be started any more
     * @param starting told right before it is started
     * @return what to answer; empty when it was not started and may still be, here or elsewhere: the bot hands it out again
     */
    Optional<Outcome> run(Ruling.Run run, BooleanSupplier unwanted, Runnable starting) {
        Command command = run.command();
        VerifiedChange change = run.change();
        if (change == null) {
            throw new IllegalArgumentException("a change has its plan");
        }
        Start start = start(command, run.operation(), change, null, unwanted, starting);
        if (start instanceof Start.Ended ended) {
            return Optional.of(ended.outcome());
        }
        if (start instanceof Start.No) {
            left(command);
            return Optional.empty();
        }
        Outcome outcome;
        try {
            outcome = answers.located(run.operation().run(context(command, change)));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Fault in " + run.operation().name(), e);
            outcome = new Outcome.InDoubt("fault in the relay: " + e.getClass().getSimpleName());
        }
        return Optional.of(concluded(command, outcome));
    }

    /**
     * The last questions before a change: to the guard, to the bot, and to the guard once more.
     *
     * @param operator who carries it out at the console; null when the agent does
     */
    Start start(
            Command command,
            Operation operation,
            VerifiedChange change,
            @Nullable String operator,
            BooleanSupplier unwanted,
            Runnable starting) {
        Optional<Outcome.Refused> notNow = guard.notNow(command, change);
        if (notNow.isPresent()) {
            return new Start.Ended(notNow.get());
        }
        Answer answer = permit(command, unwanted);
        if (answer instanceof Answer.None none) {
            LOG.log(Level.WARNING, "Command {0} is not started: {1}", command.id(), none.reason());
            return new Start.No(none.reason());
        }
        if (answer instanceof Answer.Refused refused) {
            if (refused.code().equals(StartRequest.STARTED_BEFORE)) {
                LOG.log(Level.WARNING, "Command {0} is only looked at: {1}", command.id(), refused.reason());
                return new Start.Ended(concluded(command, look(command, operation, change)));
            }
            LOG.log(Level.WARNING, "Command {0} is not started, the bot says {1}", command.id(), refused.reason());
            return new Start.No(refused.reason());
        }
        notNow = guard.notNow(command, change);
        if (notNow.isPresent()) {
            return new Start.Ended(notNow.get());
        }
        if (unwanted.getAsBoolean()) {
            return new Start.No("the relay stops");
        }
        starting.run();
        Instant at = clock.instant();
        try {
            journal.started(command.id(), guard.fence(command), operator);
        } catch (IOException e) {
            return new Start.Ended(unwritable(e));
        }
        LOG.log(
                Level.INFO,
                "Starting {0}, command {1}{2}",
                command.operation(),
                command.id(),
                operator == null ? "" : ", carried out by " + operator);
        answers.starting(command);
        return new Start.Begun(at);
    }

    /** What became of a change that an earlier life began. */
    Outcome lookBack(Ruling.LookBack back) {
        return concluded(back.command(), resumed(back));
    }

    /** Looks what became of a change, with the account that only reads. */
    Outcome look(Command command, Operation operation, VerifiedChange change) {
        Optional<String> unreadable = Backups.unreadable(dataFolder, change.folderName());
        if (unreadable.isPresent()) {
            return new Outcome.InDoubt("it was interrupted, and " + unreadable.get());
        }
        try {
            return lookingOnly.find(operation.name()).orElse(operation).observe(context(command, change));
        } catch (RuntimeException e) {
            return faultyLook(operation, e);
        }
    }

    /** A doubt is not stored: whoever asks again has it looked at again. */
    Outcome concluded(Command command, Outcome outcome) {
        if (!(outcome instanceof Outcome.InDoubt)) {
            try {
                journal.done(command.id(), guard.fence(command), outcome);
            } catch (IOException e) {
                LOG.log(
                        Level.ERROR,
                        "The result of command {0} is not in the journal: {1}",
                        command.id(),
                        e.getMessage());
            }
        }
        return outcome;
    }

    /** The command may come again, under a higher number, while it is asked for. */
    private Answer permit(Command command, BooleanSupplier unwanted) {
        while (true) {
            long fence = guard.fence(command);
            Answer answer = permits.ask(command.id(), fence, unwanted);
            boolean outdated = answer instanceof Answer.Refused refused
                    && refused.code().equals(StartRequest.OLD_FENCE)
                    && guard.fence(command) > fence;
            if (!outdated) {
                return answer;
            }
        }
    }

    /** What it may write is in the journal first: another start of the same command. */
    private Outcome resumed(Ruling.LookBack back) {
        if (back.leave() == Operation.Leave.LOOK) {
            return look(back.command(), back.operation(), back.change());
        }
        try {
            journal.started(back.command().id(), guard.fence(back.command()));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Looking only, the journal cannot be written: {0}", e.getMessage());
            return look(back.command(), back.operation(), back.change());
        }
        try {
            return back.operation().resume(context(back.command(), back.change()), back.leave());
        } catch (RuntimeException e) {
            return faultyLook(back.operation(), e);
        }
    }

    private static Outcome faultyLook(Operation operation, RuntimeException e) {
        LOG.log(Level.ERROR, "Fault in looking back at " + operation.name(), e);
        return new Outcome.InDoubt("it was interrupted, and cannot be looked at");
    }

    private OperationContext context(Command command, VerifiedChange change) {
        return new OperationContext(command.arguments(), change, clock, dataFolder).before(command.expiresAt());
    }

    private static Outcome.Refused unwritable(IOException e) {
        return new Outcome.Refused("journal-unwritable", String.valueOf(e.getMessage()), "");
    }

    /** Whether it has begun. */
    sealed interface Start {

        /**
         * It is in the journal; its outcome must follow.
         *
         * @param at not later than the journal says
         */
        record Begun(Instant at) implements Start {}

        /** It does not begin: the guard says no, or it was begun by an earlier life and looked at now. */
        record Ended(Outcome outcome) implements Start {}

        /** Not now, and nothing is to be answered. */
        record No(String why) implements Start {}
    }
}
