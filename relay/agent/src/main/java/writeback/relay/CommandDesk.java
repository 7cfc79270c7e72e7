package writeback.relay;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import writeback.relay.journal.Readings;
import writeback.relay.operation.OperationContext;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PollRequest;
import writeback.relay.protocol.message.Reply;
import writeback.relay.transport.PollLoop;

/**
 * Takes commands in, has the guard judge them, runs them and answers: changes one at a time, reading up to
 * {@value #READERS} side by side.
 */
final class CommandDesk implements PollLoop.Work {

    static final int READERS = 4;

    /** An agent that works as much as it can still polls this often: one that does not is taken for dead. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);

    private static final Logger LOG = System.getLogger(CommandDesk.class.getName());

    private final Identity identity;
    private final String instance;
    private final List<String> operationNames;
    private final Map<String, String> permissions;
    private final Guard guard;
    private final ChangeRun changes;
    private final Readings readings;
    private final Consumer<Reply> replies;
    private final Path dataFolder;
    private final Clock clock;
    private final Map<String, Command> underWay = new ConcurrentHashMap<>();
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
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
            ChangeRun changes,
            Consumer<Reply> replies,
            Path dataFolder,
            Clock clock) {
        this.identity = identity;
        this.instance = instance;
        this.operationNames = operations.names().stream().sorted().toList();
        this.permissions = Map.copyOf(permissions);
        this.guard = guard;
        this.changes = changes;
        this.replies = replies;
        this.dataFolder = dataFolder;
        this.readings = new Readings(dataFolder, clock);
        readings.tidy();
        this.clock = clock;
    }

    @Override
    public PollRequest nextRequest(boolean first) throws InterruptedException {
        boolean free = room.tryAcquire(SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS);
        if (free) {
            room.release();
        }
        boolean noWork = first || !free;
        return new PollRequest(
                instance,
                Version.TEXT,
                identity.capabilities().stream().sorted().toList(),
                operationNames,
                noWork ? 0 : 50,
                noWork ? 0 : Math.max(1, room.availablePermits()),
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
            changes.received(back);
            submit(changer, back.command(), () -> {
                begun.add(back.command().id());
                answer(back.command(), changes.lookBack(back));
            });
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
                change(run);
            }
        }
    }

    /** Whether nothing that was taken is still to be answered. */
    boolean idle() {
        return underWay.isEmpty();
    }

    /**
     * Starts nothing more, waits for what runs, and answers for what does not end in time. Of a change that was not
     * started nothing is said: the bot hands it out again.
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
        readings.stop();
        underWay.values().forEach(command -> {
            String detail = "the relay was stopped while it ran";
            if (command.change() == null) {
                answer(command, new Outcome.Failed("stopped", detail));
            } else if (begun.contains(command.id())) {
                answer(command, new Outcome.InDoubt(detail));
            }
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
                    begun.remove(command.id());
                }
            });
        } catch (RejectedExecutionException e) {
            underWay.remove(command.id());
            LOG.log(Level.INFO, "Command {0} is not started: the relay stops", command.id());
        }
    }

    private void read(Ruling.Run run) {
        Optional<Outcome.Refused> late = guard.tooLate(run.command(), null);
        answer(run.command(), late.isPresent() ? late.get() : looked(run));
    }

    private Outcome looked(Ruling.Run run) {
        if (!readings.begin(run.command())) {
            return new Outcome.Failed(
                    "poisoned", "the relay died of this look again and again; it is tried again in ten minutes");
        }
        try {
            return run.operation().run(new OperationContext(run.command().arguments(), null, clock, dataFolder));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Fault in " + run.operation().name(), e);
            return new Outcome.Failed("fault", e.getClass().getSimpleName());
        } finally {
            readings.end(run.command());
        }
    }

    private void change(Ruling.Run run) {
        Command command = run.command();
        Optional<Outcome> unwritable = changes.received(run);
        if (unwritable.isPresent()) {
            answer(command, unwritable.get());
            return;
        }
        submit(changer, command, () -> changes.run(run, () -> stopping, () -> begun.add(command.id()))
                .ifPresent(outcome -> answer(command, outcome)));
    }

    /** Answers under the highest number seen: the command may have come again while it was carried out. */
    private void answer(Command command, Outcome outcome) {
        answer(command, guard.fence(command), outcome);
    }

    private void answer(Command command, long fence, Outcome outcome) {
        changes.answered(command, fence, outcome);
        LOG.log(Level.INFO, "Command {0} {1}: {2}", command.id(), command.operation(), text(outcome));
        replies.accept(new Reply(command.id(), fence, clock.instant(), Version.TEXT, outcome));
    }

    /** Facts are not for the log. */
    private static String text(Outcome outcome) {
        return outcome instanceof Outcome.Done ? "done" : outcome.toString();
    }
}
