package writeback.relay.transport;

import java.time.Duration;

/**
 * For how long a poll may be held. Proxies end connections on which nothing happens, often after 30 s; a poll that was ended
 * so is asked again at once, and from then on for less than it lasted. Now and then a longer one is tried, for what
 * cut it may have been a bot that stopped. Not thread-safe.
 */
public final class PollWait {

    private static final int HELD_BEFORE_LONGER = 30;

    private final Duration longest;
    private final Duration shortest;
    private Duration wait;
    private int held;

    /**
     * @param longest what is tried first
     * @param shortest a poll that ends sooner was not cut for being idle, and no poll is made shorter
     */
    public PollWait(Duration longest, Duration shortest) {
        this.longest = longest;
        this.shortest = shortest;
        this.wait = longest;
    }

    int seconds() {
        return (int) Math.max(1, wait.toSeconds());
    }

    /** A poll was held to its end. */
    void held() {
        held++;
        if (held >= HELD_BEFORE_LONGER && wait.compareTo(longest) < 0) {
            held = 0;
            wait = least(longest, wait.multipliedBy(5).dividedBy(4));
        }
    }

    /**
     * A poll ended without an answer.
     *
     * @return whether it looks like a cut for being idle: then the next is asked at once
     */
    boolean broken(Duration after) {
        if (after.compareTo(shortest) < 0) {
            return false;
        }
        held = 0;
        // silence until our own limit may have begun long before
        Duration next = after.compareTo(wait) > 0
                ? wait.dividedBy(2)
                : after.multipliedBy(4).dividedBy(5);
        wait = next.compareTo(shortest) < 0 ? shortest : least(wait, next);
        return true;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
