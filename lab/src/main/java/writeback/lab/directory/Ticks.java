package writeback.lab.directory;

import java.time.Duration;
import java.time.Instant;

/** Active Directory's times: 100-nanosecond ticks; instants since 1601-01-01 UTC, intervals negative (MS-DTYP 2.3.3). */
public final class Ticks {

    private static final long EPOCH_SECONDS = -11644473600L;
    private static final long PER_SECOND = 10_000_000L;

    private Ticks() {}

    public static long at(Instant instant) {
        return (instant.getEpochSecond() - EPOCH_SECONDS) * PER_SECOND + instant.getNano() / 100;
    }

    public static Instant instant(long ticks) {
        return Instant.ofEpochSecond(EPOCH_SECONDS + ticks / PER_SECOND, ticks % PER_SECOND * 100);
    }

    /** The stored form of an interval: its ticks, negated. */
    public static long interval(Duration duration) {
        return -(duration.toSeconds() * PER_SECOND);
    }

    /** The interval a stored value means; positive values count as none. */
    public static Duration duration(long ticks) {
        return ticks == Long.MIN_VALUE
                ? Duration.ofDays(365_000)
                : Duration.ofNanos(0).plusSeconds(Math.max(0, -ticks) / PER_SECOND);
    }
}
