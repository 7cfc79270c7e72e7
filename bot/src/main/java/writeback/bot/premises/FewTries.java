package writeback.bot.premises;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lets a few things pass a minute. Thread-safe. */
final class FewTries {

    static final int A_MINUTE = 20;

    private final Clock clock;
    private Instant minute = Instant.MIN;
    private int tries;

    FewTries(Clock clock) {
        this.clock = clock;
    }

    /** Whether one more may pass. */
    synchronized boolean oneMore() {
        Instant now = clock.instant();
        if (!now.isBefore(minute.plus(Duration.ofMinutes(1)))) {
            minute = now;
            tries = 0;
        }
        tries++;
        return tries <= A_MINUTE;
    }
}
