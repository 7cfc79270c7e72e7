package writeback.relay;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import writeback.relay.guard.Guard;
import writeback.relay.guard.Identity;
import writeback.relay.guard.Ruling;
import writeback.relay.journal.Journal;
import writeback.relay.operation.Operation;
import writeback.relay.operation.OperationContext;
import writeback.relay.operation.OperationContext.VerifiedChange;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PollRequest;
import writeback.relay.protocol.message.Reply;
import writeback.relay.transport.PollLoop;

/**
 * Takes commands in, has the guard judge them, runs them and answers: changes one at a time, each step in the journal
 * before it is made; reading up to {@value #READERS} side by side.
 */
final class CommandDesk implements PollLoop.Work {

    static final int READERS = 4;

    private static final Logger LOG = System.getLogger(CommandDesk.class.getName());

    private final Identity identity;
    private final String instance;
    private final List<String> operationNames;
    private final Map<String, String> permissions;
    private final Guard guard;
    private final Journal journal;
    private final Consumer<Reply> replies;
    private final Path dataFolder;
    private final Clock clock;
    private final Map<String, Command> underWay = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(READERS);
    private final ExecutorService readers = Executors.newFixedThreadPool(READERS, task -> new Thread(task, "reading"));
    private final ExecutorService changer = Executors.newSingleThreadExecutor(task -> new Thread(task, "changing"));
    private volatile @Nullable String trouble;
    private volatile boolean stopping;

    /**
     * @param instance this life of the agent
     * @param permissions the owner's word for each operation
     * @param replies seals and sends; does not block
     */
    CommandDesk(
            Identity identity,
            String instance,
            Operations operations,
            Map<String, String> permissions,
            Guard guard,
            Journal journal,
            Consumer<Reply> replies,
            Path dataFolder,
            Clock clock) {
        this.identity = identity;
        this.instance = instance;
        this.operationNames = operations.names().stream().sorted().toList();
        this.permissions = Map.copyOf(permissions);
        this.guard = guard;
        this.journal = journal;
        this.replies = replies;
        this.dataFolder = dataFolder;
        this.clock = clock;
    }

    @Override
    public PollRequest nextRequest(boolean first) throws InterruptedException {
        room.acquire();
        room.release();
        return new PollRequest(
                instance,
                Version.TEXT,
                identity.capabilities().stream().sorted().toList(),
                operationNames,
                first ? 0 : 50,
                first ? 0 : Math.max(1, room.availablePermits()),
                trouble,
                permissions,
                null);
    }

    @Override
    public void take(String envelope) {
        if (stopping) {
            return;
        }
        Ruling ruling = guard.judge(envelope, underWay::containsKey);
        if (ruling instanceof Ruling.Unopened unopened) {
            trouble = unopened.code().code();
            LOG.log(Level.ERROR, "A command was not opened, {0}: {1}", trouble, unopened.detail());
        } else if (ruling instanceof Ruling.UnderWay again) {
            LOG.log(
                    Level.INFO,
                    "Command {0} came again while it is carried out",
                    again.command().id());
        } else if (ruling instanceof Ruling.Answer answer) {
            answer(answer.command(), answer.command().fence(), answer.outcome());
        } else if (ruling instanceof Ruling.LookBack back) {
            submit(changer, back.command(), () -> lookBack(back));
        } else if (ruling instanceof Ruling.Run run) {
            if (run.change() == null) {
                room.acquireUninterruptibly();
                submit(readers, run.command(), () -> {
                    try {
                        read(run);
                    } finally {
                        room.release();
                    }
                });
            } else {
                receive(run);
            }
        }
    }

    /**
     * Starts nothing more, waits for what runs, and answers for what does not end in time.
     *
     * @param limit for finishing; what is reported afterwards is for the sender to get out
     */
    void stop(Duration limit) {
        stopping = true;
        readers.shutdown();
        changer.shutdown();
        long end = System.nanoTime() + limit.toNanos();
        try {
            boolean finished = changer.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)
                    && readers.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (finished) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        underWay.values().forEach(command -> {
            String detail = "the relay was stopped while it ran";
            answer(
                    command,
                    command.change() == null ? new Outcome.Failed("stopped", detail) : new Outcome.InDoubt(detail));
        });
    }

    private void submit(ExecutorService executor, Command command, Runnable task) {
        underWay.put(command.id(), command);
        try {
            executor.execute(() -> {
                try {
                    if (!stopping) {
                        task.run();
                    }
                } finally {
                    underWay.remove(command.id());
                }
            });
        } catch (RejectedExecutionException e) {
            underWay.remove(command.id());
            LOG.log(Level.INFO, "Command {0} is not started: the relay stops", command.id());
        }
    }

    private void read(Ruling.Run run) {
        Optional<Outcome.Refused> late = guard.tooLate(run.command(), null);
        Outcome outcome;
        if (late.isPresent()) {
            outcome = late.get();
        } else {
            try {
                outcome = run.operation().run(context(run.command(), null));
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "Fault in " + run.operation().name(), e);
                outcome = new Outcome.Failed("fault", e.getClass().getSimpleName());
            }
        }
        answer(run.command(), outcome);
    }

    private void receive(Ruling.Run run) {
        Command command = run.command();
        try {
            if (command.change() != null) {
                journal.received(command, command.change());
            }
        } catch (IOException e) {
            answer(command, unwritable(e));
            return;
        }
        submit(changer, command, () -> change(run));
    }

    private void change(Ruling.Run run) {
        Command command = run.command();
        Optional<Outcome.Refused> late = guard.tooLate(command, run.change());
        if (late.isPresent()) {
            answer(command, late.get());
            return;
        }
        try {
            journal.started(command.id(), guard.fence(command));
        } catch (IOException e) {
            answer(command, unwritable(e));
            return;
        }
        LOG.log(Level.INFO, "Starting {0}, command {1}", run.operation().name(), command.id());
        Outcome outcome;
        try {
            outcome = run.operation().run(context(command, run.change()));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Fault in " + run.operation().name(), e);
            outcome = new Outcome.InDoubt("fault in the relay: " + e.getClass().getSimpleName());
        }
        conclude(command, outcome);
    }

    private void lookBack(Ruling.LookBack back) {
        Outcome outcome;
        try {
            outcome = resume(back);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Fault in looking back at " + back.operation().name(), e);
            outcome = new Outcome.InDoubt("it was interrupted, and cannot be looked at");
        }
        conclude(back.command(), outcome);
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
    private void conclude(Command command, Outcome outcome) {
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
        answer(command, outcome);
    }

    /** Answers under the highest number seen: the command may have come again while it was carried out. */
    private void answer(Command command, Outcome outcome) {
        answer(command, guard.fence(command), outcome);
    }

    private void answer(Command command, long fence, Outcome outcome) {
        LOG.log(Level.INFO, "Command {0} {1}: {2}", command.id(), command.operation(), text(outcome));
        replies.accept(new Reply(command.id(), fence, clock.instant(), Version.TEXT, outcome));
    }

    private OperationContext context(Command command, @Nullable VerifiedChange change) {
        return new OperationContext(command.arguments(), change, clock, dataFolder);
    }

    private static Outcome.Refused unwritable(IOException e) {
        return new Outcome.Refused("journal-unwritable", String.valueOf(e.getMessage()), "");
    }

    /** Facts are not for the log. */
    private static String text(Outcome outcome) {
        return outcome instanceof Outcome.Done ? "done" : outcome.toString();
    }
}
