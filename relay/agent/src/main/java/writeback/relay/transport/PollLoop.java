package writeback.relay.transport;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import writeback.relay.protocol.message.PollAnswer;
import writeback.relay.protocol.message.PollRequest;

/**
 * Polls for as long as the agent lives. The first poll asks the bot not to hold it, so that it is soon known whether the
 * agent is welcome; later ones are held until there is work.
 */
public final class PollLoop {

    private static final Logger LOG = System.getLogger(PollLoop.class.getName());

    /** An empty answer that comes sooner was not waited for; taken at its word it would make a busy loop. */
    private static final Duration SUSPICIOUSLY_SOON = Duration.ofSeconds(1);

    private final BotLink link;
    private final Work work;
    private final Backoff backoff;
    private final Runnable ready;
    private final CountDownLatch stop = new CountDownLatch(1);

    /**
     * @param backoff pauses after failures
     * @param ready told once, when the bot took the first poll
     */
    public PollLoop(BotLink link, Work work, Backoff backoff, Runnable ready) {
        this.link = link;
        this.work = work;
        this.backoff = backoff;
        this.ready = ready;
    }

    /**
     * Runs until told to stop, by {@link #stop} or by an interrupt.
     *
     * @return why, if the bot said never again; an empty text otherwise
     */
    public String run() {
        try {
            boolean welcome = false;
            while (stop.getCount() > 0) {
                PollRequest request = work.nextRequest(!welcome);
                long start = System.nanoTime();
                Exchange<PollAnswer> exchange = link.poll(request);
                if (exchange instanceof Exchange.NeverAgain<PollAnswer> never) {
                    LOG.log(Level.ERROR, "The bot does not take this relay, which stops: {0}", never.reason());
                    return never.reason();
                }
                if (exchange instanceof Exchange.TryAgain<PollAnswer> again) {
                    pause(again.reason(), again.notBefore());
                    continue;
                }
                PollAnswer answer = ((Exchange.Answered<PollAnswer>) exchange).answer();
                if (!welcome) {
                    welcome = true;
                    ready.run();
                } else if (answer.commands().isEmpty() && System.nanoTime() - start < SUSPICIOUSLY_SOON.toNanos()) {
                    pause("an empty answer that was not waited for", Duration.ZERO);
                    continue;
                }
                backoff.reset();
                answer.commands().forEach(work::take);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "";
    }

    /** Ends the loop after the present poll; interrupt its thread to end that too. */
    public void stop() {
        stop.countDown();
    }

    private void pause(String reason, Duration notBefore) throws InterruptedException {
        Duration next = backoff.next();
        Duration pause = next.compareTo(notBefore) < 0 ? notBefore : next;
        LOG.log(Level.WARNING, "Poll failed ({0}); next in {1} ms", reason, String.valueOf(pause.toMillis()));
        if (stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.log(Level.DEBUG, "stopped while pausing");
        }
    }

    /** Whom the loop works for. */
    public interface Work {

        /**
         * What to ask for; waits until there is room for at least one command.
         *
         * @param first nothing was answered so far: the bot should not hold the request
         */
        PollRequest nextRequest(boolean first) throws InterruptedException;

        /** Takes one sealed command; does not wait for it to be carried out. */
        void take(String envelope);
    }
}
