package writeback.relay.grouppolicy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Work on a file share that must end. A share that hangs cannot be interrupted: its thread is left behind until the system
 * gives up, and no more than a few may be so at a time. What is left behind finds itself interrupted when it goes on.
 */
final class TimeLimit {

    private static final int LEFT_BEHIND_AT_MOST = 4;
    private static final Lock WRITING = new ReentrantLock();
    private static final ExecutorService WORKERS = new ThreadPoolExecutor(
            0, LEFT_BEHIND_AT_MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), TimeLimit::thread);

    private TimeLimit() {}

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "sysvol-work");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * A write. It is refused as long as an earlier one hangs, which may take effect yet.
     *
     * @throws IOException what the write threw, or that it took too long and may be done later
     */
    static <T extends @Nullable Object> T alone(Duration limit, Callable<T> write) throws IOException {
        return within(limit, () -> {
            if (!WRITING.tryLock()) {
                throw new SlowFilesException("an earlier write to SYSVOL still hangs");
            }
            try {
                return write.call();
            } finally {
                WRITING.unlock();
            }
        });
    }

    /** @throws IOException what the work threw, or that it took too long */
    static <T extends @Nullable Object> T within(Duration limit, Callable<T> work) throws IOException {
        Future<T> result;
        try {
            result = WORKERS.submit(work);
        } catch (RejectedExecutionException e) {
            throw new SlowFilesException("SYSVOL still hangs from before");
        }
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            result.cancel(true);
            throw new SlowFilesException("SYSVOL did not answer within " + limit.toSeconds() + " s");
        } catch (InterruptedException e) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new SlowFilesException("interrupted while at SYSVOL");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A file share did not answer in time. */
    static final class SlowFilesException extends IOException {

        SlowFilesException(String message) {
            super(message);
        }
    }
}
