package writeback.lab.grouppolicy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets a domain controller's Group Policy client look at an interval; a look that fails is logged, the next one comes. */
public final class GroupPolicySchedule implements AutoCloseable {

    private static final Logger LOG = System.getLogger(GroupPolicySchedule.class.getName());

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "group-policy-client");
        thread.setDaemon(true);
        return thread;
    });
    private final Runnable look;
    private @Nullable ScheduledFuture<?> running;

    public GroupPolicySchedule(Runnable look) {
        this.look = look;
    }

    /** From now on it looks that often; the first look is one interval away. */
    public synchronized void every(Duration interval) {
        if (running != null) {
            running.cancel(false);
        }
        running = executor.scheduleWithFixedDelay(
                this::lookOnce, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookOnce() {
        try {
            look.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Group Policy was not applied, next look in one interval: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
