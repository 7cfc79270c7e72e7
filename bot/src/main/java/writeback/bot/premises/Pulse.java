package writeback.bot.premises;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Looks at the database for those who wait: four times a second, because another bot may have written, and at once when
 * this bot has. One thread for all of them; whoever waits holds none.
 */
final class Pulse implements AutoCloseable {

    static final Duration EVERY = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final List<Runnable> looks = new CopyOnWriteArrayList<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "premises-pulse");
        made.setDaemon(true);
        return made;
    });

    void start() {
        thread.scheduleWithFixedDelay(this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @param look quick, and free when nobody waits */
    void add(Runnable look) {
        looks.add(look);
    }

    /** Looks as soon as what was written is committed. */
    void wake() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    lookNow();
                }
            });
        } else {
            lookNow();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void lookNow() {
        if (awake.compareAndSet(false, true)) {
            try {
                thread.execute(this::look);
            } catch (RejectedExecutionException e) {
                LOG.debug("stopping; whoever waits has been told");
            }
        }
    }

    private void look() {
        awake.set(false);
        for (Runnable look : looks) {
            try {
                look.run();
            } catch (RuntimeException e) {
                LOG.warn("look at the outbox failed, next in {} ms", EVERY.toMillis(), e);
            }
        }
    }
}
