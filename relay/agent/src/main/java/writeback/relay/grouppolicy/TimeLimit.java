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

/**
 * Reads of a file share that must end. A share that hangs cannot be interrupted: its thread is left behind until the
 * system gives up, and no more than a few may be so at a time.
 */
final class TimeLimit {

    private static final int LEFT_BEHIND_AT_MOST = 4;
    private static final ExecutorService READERS = new ThreadPoolExecutor(
            0, LEFT_BEHIND_AT_MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), TimeLimit::thread);

    private TimeLimit() {}

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "sysvol-reader");
        thread.setDaemon(true);
        return thread;
    }

    /** @throws IOException what the read threw, or that it took too long */
    static <T> T within(Duration limit, Callable<T> read) throws IOException {
        Future<T> result;
        try {
            result = READERS.submit(read);
        } catch (RejectedExecutionException e) {
            throw new SlowFilesException("earlier reads of SYSVOL still hang");
        }
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            result.cancel(true);
            throw new SlowFilesException("SYSVOL did not answer within " + limit.toSeconds() + " s");
        } catch (InterruptedException e) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new SlowFilesException("interrupted while reading SYSVOL");
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
