package writeback.relay;

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
import org.jspecify.annotations.Nullable;
import writeback.relay.guard.Guard;
import writeback.relay.guard.Identity;
import writeback.relay.guard.Pause;
import writeback.relay.guard.Ruling;
import writeback.relay.journal.Readings;
import writeback.relay.operation.OperationContext;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PollRequest;
import writeback.relay.transport.PollLoop;

/**
 * Takes commands in, has the guard judge them, and hands changes to the bench or to the operator; reads up to
 * {@value #READERS} things side by side.
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
    private final Answers answers;
    private final ChangeBench bench;
    private final WaitingChanges waiting;
    private final Readings readings;
    private final Path dataFolder;
    private final Clock clock;
    private final Map<String, Command> looks = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(READERS);
    private final ExecutorService readers = Executors.newFixedThreadPool(READERS, task -> new Thread(task, "reading"));
    private volatile @Nullable String trouble;
    private volatile boolean stopping;

    /**
     * @param instance this life of the agent
     * @param permissions the owner's word for each operation
     */
    CommandDesk(
            Identity identity,
            String instance,
            Operations operations,
            Map<String, String> permissions,
            Guard guard,
            Answers answers,
            ChangeBench bench,
            WaitingChanges waiting,
            Path dataFolder,
            Clock clock) {
        this.identity = identity;
        this.instance = instance;
        this.operationNames = operations.names().stream().sorted().toList();
        this.permissions = Map.copyOf(permissions);
        this.guard = guard;
        this.answers = answers;
        this.bench = bench;
        this.waiting = waiting;
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
                guard.halt().isPresent() ? Pause.CODE : null,
                null);
    }

    @Override
    public void take(String envelope) {
        if (stopping) {
            return;
        }
        Ruling ruling = guard.judge(envelope, id -> looks.containsKey(id) || bench.has(id) || waiting.has(id));
        if (ruling instanceof Ruling.Unopened unopened) {
            trouble = unopened.code().code();
            LOG.log(Level.ERROR, "A command was not opened, {0}: {1}", trouble, unopened.detail());
        } else if (ruling instanceof Ruling.UnderWay again) {
            LOG.log(
                    Level.INFO,
                    "Command {0} came again while it waits or is carried out",
                    again.command().id());
            waiting.tellAgain(again.command().id());
        } else if (ruling instanceof Ruling.Answer answer) {
            answers.answer(answer.command(), answer.command().fence(), answer.outcome());
        } else if (ruling instanceof Ruling.LookBack back) {
            bench.lookBack(back);
        } else if (ruling instanceof Ruling.Attend attend) {
            waiting.add(attend, envelope);
        } else if (ruling instanceof Ruling.Run run) {
            if (run.change() == null) {
                look(run);
            } else {
                bench.change(run);
            }
        }
    }

    /** Whether nothing that was taken is still to be answered. */
    boolean idle() {
        return looks.isEmpty() && bench.idle();
    }

    /**
     * Starts nothing more, waits for what runs, and answers for what does not end in time.
     *
     * @param limit for finishing; what is reported afterwards is for the sender to get out
     */
    void stop(Duration limit) {
        stopping = true;
        readers.shutdown();
        bench.stop();
        long end = System.nanoTime() + limit.toNanos();
        bench.finish(limit);
        try {
            if (readers.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        readings.stop();
        looks.values()
                .forEach(command ->
                        answers.answer(command, new Outcome.Failed("stopped", "the relay was stopped while it ran")));
    }

    private void look(Ruling.Run run) {
        Command command = run.command();
        room.acquireUninterruptibly();
        looks.put(command.id(), command);
        try {
            readers.execute(() -> {
                try {
                    if (!stopping) {
                        read(run);
                    }
                } finally {
                    looks.remove(command.id());
                    room.release();
                }
            });
        } catch (RejectedExecutionException e) {
            looks.remove(command.id());
            LOG.log(Level.INFO, "Command {0} is not started: the relay stops", command.id());
        }
    }

    private void read(Ruling.Run run) {
        Optional<Outcome.Refused> refused = guard.notNow(run.command(), null);
        answers.answer(run.command(), refused.isPresent() ? refused.get() : looked(run));
    }

    private Outcome looked(Ruling.Run run) {
        Command command = run.command();
        if (!readings.begin(command)) {
            return new Outcome.Failed(
                    "poisoned", "the relay died of this look again and again; it is tried again in ten minutes");
        }
        try {
            return answers.located(
                    run.operation().run(new OperationContext(command.arguments(), null, clock, dataFolder)));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Fault in " + run.operation().name(), e);
            return new Outcome.Failed("fault", e.getClass().getSimpleName());
        } finally {
            readings.end(command);
        }
    }
}
