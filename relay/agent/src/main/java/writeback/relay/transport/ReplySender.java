package writeback.relay.transport;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Sends sealed replies side by side, each again and again until the bot took it. After {@link #GIVE_UP_AFTER} it is let
 * go: the bot asks again for what it still wants to know, and the journal has the answer.
 */
public final class ReplySender {

    private static final Logger LOG = System.getLogger(ReplySender.class.getName());
    static final Duration GIVE_UP_AFTER = Duration.ofMinutes(2);

    private final BotLink link;
    private final Supplier<Backoff> backoff;
    private final AtomicInteger unsent = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "reply");
        thread.setDaemon(true);
        return thread;
    });

    public ReplySender(BotLink link, Supplier<Backoff> backoff) {
        this.link = link;
        this.backoff = backoff;
    }

    /** @param command its id, for the log */
    public void send(String command, String sealed) {
        unsent.incrementAndGet();
        try {
            threads.execute(() -> {
                try {
                    deliver(command, sealed);
                } finally {
                    unsent.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException e) {
            unsent.decrementAndGet();
            LOG.log(Level.WARNING, "The reply to {0} comes after the end; the bot will ask again", command);
        }
    }

    /** Whether every reply so far has arrived or was given up. */
    public boolean idle() {
        return unsent.get() == 0;
    }

    /** Takes nothing more, and waits for what is being sent. */
    public void close(Duration limit) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
                LOG.log(Level.WARNING, "Stopped with replies unsent; the bot will ask for them again");
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(String command, String sealed) {
        Backoff pauses = backoff.get();
        long end = System.nanoTime() + GIVE_UP_AFTER.toNanos();
        try {
            while (true) {
                Exchange<String> exchange = link.reply(sealed);
                if (exchange instanceof Exchange.Answered<String>) {
                    return;
                }
                if (exchange instanceof Exchange.NeverAgain<String> never) {
                    LOG.log(Level.ERROR, "The bot does not take the reply to {0}: {1}", command, never.reason());
                    return;
                }
                Exchange.TryAgain<String> again = (Exchange.TryAgain<String>) exchange;
                if (System.nanoTime() > end) {
                    LOG.log(Level.ERROR, "Gave up the reply to {0}: {1}; the bot asks again", command, again.reason());
                    return;
                }
                Duration next = pauses.next();
                Duration pause = next.compareTo(again.notBefore()) < 0 ? again.notBefore() : next;
                LOG.log(
                        Level.WARNING,
                        "Reply to {0} failed ({1}); again in {2} ms",
                        command,
                        again.reason(),
                        pause.toMillis());
                Thread.sleep(pause.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
