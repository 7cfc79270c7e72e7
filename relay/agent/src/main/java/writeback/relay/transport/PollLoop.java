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
    private final PollWait wait;
    private final Runnable ready;
    private final CountDownLatch stop = new CountDownLatch(1);

    /**
     * @param backoff pauses after failures
     * @param wait for how long a poll may be held
     * @param ready told once, when the bot took the first poll
     */
    public PollLoop(BotLink link, Work work, Backoff backoff, PollWait wait, Runnable ready) {
        this.link = link;
        this.work = work;
        this.backoff = backoff;
        this.wait = wait;
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
                PollRequest request = work.nextRequest(!welcome).heldAtMost(wait.seconds());
                long start = System.nanoTime();
                Exchange<PollAnswer> exchange = link.poll(request);
                if (exchange instanceof Exchange.NeverAgain<PollAnswer> never) {
                    LOG.log(Level.ERROR, "The bot does not take this relay, which stops: {0}", never.reason());
                    return never.reason();
                }
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                if (exchange instanceof Exchange.TryAgain<PollAnswer> again) {
                    if (request.waitSeconds() > 0 && wait.broken(took)) {
                        LOG.log(
                                Level.INFO,
                                "A poll ended after {0} s ({1}); asking at once, for {2} s",
                                took.toSeconds(),
                                again.reason(),
                                wait.seconds());
                        continue;
                    }
                    pause(again.reason(), again.notBefore());
                    continue;
                }
                PollAnswer answer = ((Exchange.Answered<PollAnswer>) exchange).answer();
                if (!welcome) {
                    welcome = true;
                    ready.run();
                } else if (answer.commands().isEmpty() && request.waitSeconds() > 0 && isTooSoon(took)) {
                    pause("an empty answer that was not waited for", Duration.ZERO);
                    continue;
                }
                if (answer.commands().isEmpty()) {
                    wait.held();
                }
                backoff.reset();
                if (answer.nextKey() != null) {
                    work.announced(answer.nextKey());
                }
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

    private static boolean isTooSoon(Duration took) {
        return took.compareTo(SUSPICIOUSLY_SOON) < 0;
    }

    private void pause(String reason, Duration notBefore) throws InterruptedException {
        if (!notBefore.isZero()) {
            // whoever says when to come again is there: pauses need not grow
            backoff.reset();
        }
        Duration pause = backoff.next().plus(notBefore);
        LOG.log(Level.WARNING, "Poll failed ({0}); next in {1} ms", reason, String.valueOf(pause.toMillis()));
        if (stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.log(Level.DEBUG, "stopped while pausing");
        }
    }

    /** Whom the loop works for. */
    public interface Work {

        /**
         * What to ask for; waits a while for room for at least one command. Without any it takes none and is not held: it
         * only shows that the agent lives.
         *
         * @param first nothing was answered so far: the bot should not hold the request
         */
        PollRequest nextRequest(boolean first) throws InterruptedException;

        /** Hears of the bot's next command key, again and again: a sealed {@code NextCommandKey}. */
        default void announced(String nextKey) {}

        /** Takes one sealed command; does not wait for it to be carried out. */
        void take(String envelope);
    }
}
