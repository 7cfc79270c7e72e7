package writeback.lab.channel;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Ids of messages as Teams gives them: milliseconds since 1970 as text, each greater than the one before. */
final class MessageIds {
    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    MessageIds(Clock clock) {
        this.clock = clock;
    }

    String next() {
        return Long.toString(last.updateAndGet(before -> Math.max(before + 1, clock.millis())));
    }
}
