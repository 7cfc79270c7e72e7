package writeback.bot.change;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Real time plus what a test has let pass. */
final class MovableClock extends Clock {

    private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);

    void pass(Duration time) {
        passed.updateAndGet(time::plus);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(passed.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
