package writeback.bot.premises;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Does a chore at most every so often. Not thread-safe. */
final class Housekeeping implements Runnable {

    private final Clock clock;
    private final Duration every;
    private final Runnable chore;
    private Instant next = Instant.MIN;

    Housekeeping(Clock clock, Duration every, Runnable chore) {
        this.clock = clock;
        this.every = every;
        this.chore = chore;
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(every);
        chore.run();
    }
}
