package writeback.relay.transport;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Growing pauses after failures, with jitter, so that a thousand agents do not come back in the same second. Each is at
 * least half of its step: never a busy loop. Not thread-safe.
 */
public final class Backoff {

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private Duration step;

    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
        this.step = first;
    }

    /** The next pause: between half of the step and the whole of it; the step doubles. */
    public Duration next() {
        long millis = step.toMillis();
        Duration pause = Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
        Duration doubled = step.multipliedBy(2);
        step = doubled.compareTo(longest) < 0 ? doubled : longest;
        return pause;
    }

    public void reset() {
        step = first;
    }
}
