package writeback.relay;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import writeback.relay.guard.Guard;
import writeback.relay.guard.Ruling;
import writeback.relay.journal.Journal;
import writeback.relay.operation.Operation;
import writeback.relay.operation.OperationContext;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.StartRequest;
import writeback.relay.transport.StartPermits;
import writeback.relay.transport.StartPermits.Answer;

/**
 * Carries out one change that the guard let through: received in the journal, let start by the bot, in time still, started
 * in the journal, run, done in the journal. What was begun in an earlier life is looked at, never run again.
 */
final class ChangeRun {

    private static final Logger LOG = System.getLogger(ChangeRun.class.getName());

    private final Guard guard;
    private final Journal journal;
    private final StartPermits permits;
    private final Path dataFolder;
    private final Clock clock;

    ChangeRun(Guard guard, Journal journal, StartPermits permits, Path dataFolder, Clock clock) {
        this.guard = guard;
        this.journal = journal;
        this.permits = permits;
        this.dataFolder = dataFolder;
        this.clock = clock;
    }

    /** Remembers that it came; the answer if that cannot be done. */
    Optional<Outcome> received(Ruling.Run run) {
        try {
            if (run.command().change() != null) {
                journal.received(run.command(), run.command().change());
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(unwritable(e));
        }
    }

    /** To look needs no journal: a line more only counts how often it was tried. */
    void received(Ruling.LookBack back) {
        try {
            if (back.command().change() != null) {
                journal.received(back.command(), back.command().change());
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Looking back without a line in the journal: {0}", e.getMessage());
        }
    }

    /** What ends an attempt, and what was refused, is for the relay's owner to read. */
    void answered(Command command, long fence, Outcome outcome) {
        if (command.change() == null) {
            return;
        }
        try {
            if (outcome instanceof Outcome.Refused refused) {
                journal.refused(command, fence, refused);
            } else if (outcome instanceof Outcome.InDoubt doubt) {
                journal.inDoubt(command.id(), fence, doubt);
            }
        } catch (IOException e) {
            LOG.log(Level.ERROR, "The answer to {0} is not in the journal: {1}", command.id(), e.getMessage());
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
        Optional<Outcome> outcome = started(run, unwanted, starting);
        if (outcome.isEmpty()) {
            left(run.command());
        }
        return outcome;
    }

    private Optional<Outcome> started(Ruling.Run run, BooleanSupplier unwanted, Runnable starting) {
        Command command = run.command();
        Optional<Outcome> late = tooLate(run);
        if (late.isPresent()) {
            return late;
        }
        Answer answer = permit(command, unwanted);
        if (answer instanceof Answer.None none) {
            LOG.log(Level.WARNING, "Command {0} is not started: {1}", command.id(), none.reason());
            return Optional.empty();
        }
        if (answer instanceof Answer.Refused refused) {
            if (refused.code().equals(StartRequest.STARTED_BEFORE)) {
                LOG.log(Level.WARNING, "Command {0} is only looked at: {1}", command.id(), refused.reason());
                return Optional.of(
                        lookBack(new Ruling.LookBack(command, run.operation(), run.change(), Operation.Leave.LOOK)));
            }
            LOG.log(Level.WARNING, "Command {0} is not started, the bot says {1}", command.id(), refused.reason());
            return Optional.empty();
        }
        late = tooLate(run);
        if (late.isPresent() || unwanted.getAsBoolean()) {
            return late;
        }
        starting.run();
        try {
            journal.started(command.id(), guard.fence(command));
        } catch (IOException e) {
            return Optional.of(unwritable(e));
        }
        LOG.log(Level.INFO, "Starting {0}, command {1}", run.operation().name(), command.id());
        Outcome outcome;
        try {
            outcome = run.operation().run(context(run.command(), run.change()));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Fault in " + run.operation().name(), e);
            outcome = new Outcome.InDoubt("fault in the relay: " + e.getClass().getSimpleName());
        }
        return Optional.of(concluded(command, outcome));
    }

    /** What became of a change that an earlier life began. */
    Outcome lookBack(Ruling.LookBack back) {
        Outcome outcome;
        try {
            outcome = resume(back);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Fault in looking back at " + back.operation().name(), e);
            outcome = new Outcome.InDoubt("it was interrupted, and cannot be looked at");
        }
        return concluded(back.command(), outcome);
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

    private Optional<Outcome> tooLate(Ruling.Run run) {
        return guard.tooLate(run.command(), run.change()).map(refused -> refused);
    }

    /** What it may write is in the journal first: another start of the same command. */
    private Outcome resume(Ruling.LookBack back) {
        OperationContext context = context(back.command(), back.change());
        if (back.leave() != Operation.Leave.LOOK) {
            try {
                journal.started(back.command().id(), guard.fence(back.command()));
            } catch (IOException e) {
                LOG.log(Level.WARNING, "Looking only, the journal cannot be written: {0}", e.getMessage());
                return back.operation().observe(context);
            }
        }
        return back.operation().resume(context, back.leave());
    }

    /** A doubt is not stored: whoever asks again has it looked at again. */
    private Outcome concluded(Command command, Outcome outcome) {
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

    private void left(Command command) {
        try {
            journal.left(command.id(), guard.fence(command));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "That {0} was left is not in the journal: {1}", command.id(), e.getMessage());
        }
    }

    private OperationContext context(Command command, OperationContext.VerifiedChange change) {
        return new OperationContext(command.arguments(), change, clock, dataFolder);
    }

    private static Outcome.Refused unwritable(IOException e) {
        return new Outcome.Refused("journal-unwritable", String.valueOf(e.getMessage()), "");
    }
}
