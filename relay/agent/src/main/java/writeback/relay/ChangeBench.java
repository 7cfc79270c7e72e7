package writeback.relay;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import writeback.relay.guard.Ruling;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;

/** One change at a time, whoever carries it out. */
final class ChangeBench {

    private static final Logger LOG = System.getLogger(ChangeBench.class.getName());

    private final ChangeRun changes;
    private final Answers answers;
    private final Map<String, Command> underWay = new ConcurrentHashMap<>();
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "changing"));
    private volatile boolean stopping;

    ChangeBench(ChangeRun changes, Answers answers) {
        this.changes = changes;
        this.answers = answers;
    }

    boolean has(String command) {
        return underWay.containsKey(command);
    }

    boolean idle() {
        return underWay.isEmpty();
    }

    boolean stopping() {
        return stopping;
    }

    void change(Ruling.Run run) {
        Command command = run.command();
        Optional<Outcome> unwritable = changes.received(command);
        if (unwritable.isPresent()) {
            answers.answer(command, unwritable.get());
            return;
        }
        submit(command, () -> changes.run(run, this::stopping, () -> begins(command))
                .ifPresent(outcome -> answers.answer(command, outcome)));
    }

    void lookBack(Ruling.LookBack back) {
        changes.received(back);
        submit(back.command(), () -> {
            begins(back.command());
            answers.answer(back.command(), changes.lookBack(back));
        });
    }

    /** From now on it cannot be said that nothing has happened. */
    void begins(Command command) {
        begun.add(command.id());
    }

    /** Does something when nothing else is being changed. False when the relay stops. */
    boolean submit(Command command, Runnable task) {
        underWay.put(command.id(), command);
        try {
            thread.execute(() -> {
                try {
                    if (!stopping) {
                        task.run();
                    }
                } finally {
                    underWay.remove(command.id());
                    begun.remove(command.id());
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            underWay.remove(command.id());
            LOG.log(Level.INFO, "Command {0} is not started: the relay stops", command.id());
            return false;
        }
    }

    /** Starts nothing more. */
    void stop() {
        stopping = true;
        thread.shutdown();
    }

    /**
     * Waits for what runs; what does not end in time is in doubt. Of a change that was not started, or is in an operator's
     * hands, nothing is said: the bot hands it out again.
     */
    void finish(Duration limit) {
        try {
            if (thread.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        underWay.values().stream()
                .filter(command -> begun.contains(command.id()))
                .forEach(command -> answers.answer(command, new Outcome.InDoubt("the relay was stopped while it ran")));
    }
}
