package writeback.relay.eventlog;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps what is to be told to one log, and tells it from a thread of its own. {@link #tell} never waits: when the log is
 * away for so long that the queue is full, what comes is dropped and counted, and the number is told when it is back.
 */
final class EventQueue implements AutoCloseable {

    private static final Logger LOG = System.getLogger(EventQueue.class.getName());

    private final EventLog log;
    private final BlockingQueue<CommandEvent> waiting;
    private final Duration pause;
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;
    private boolean away;

    /**
     * @param room how many may wait
     * @param pause between two attempts at a log that is away
     */
    EventQueue(EventLog log, int room, Duration pause) {
        this.log = log;
        this.waiting = new ArrayBlockingQueue<>(room);
        this.pause = pause;
        this.thread = new Thread(this::work, "event-log");
        thread.setDaemon(true);
        thread.start();
    }

    void tell(CommandEvent event) {
        if (!waiting.offer(event)) {
            dropped.incrementAndGet();
        }
    }

    /** Gives what waits half a second to get out. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        log.close();
    }

    private void work() {
        try {
            while (!closing || !waiting.isEmpty()) {
                CommandEvent event = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (event != null) {
                    deliver(event);
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.WARNING, "Stopped with {0} events untold to {1}", waiting.size() + 1, log.name());
        }
    }

    private void deliver(CommandEvent event) throws InterruptedException {
        while (true) {
            try {
                log.write(event);
                long missed = dropped.getAndSet(0);
                if (missed > 0) {
                    tellDropped(missed);
                }
                if (away) {
                    LOG.log(Level.INFO, "{0} is back; events dropped meanwhile: {1}", log.name(), missed);
                    away = false;
                }
                return;
            } catch (IOException e) {
                if (!away) {
                    LOG.log(Level.WARNING, "{0} is away ({1}); commands go on", log.name(), e.getMessage());
                    away = true;
                }
                Thread.sleep(pause.toMillis());
            }
        }
    }

    private void tellDropped(long missed) throws IOException {
        try {
            log.writeDropped(missed);
        } catch (IOException e) {
            dropped.addAndGet(missed);
            throw e;
        }
    }
}
