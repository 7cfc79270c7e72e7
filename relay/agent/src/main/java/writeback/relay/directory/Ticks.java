package writeback.relay.directory;

import java.time.Duration;
import java.time.Instant;
import writeback.relay.protocol.fact.Cause;

/** The directory's 64-bit times, which count 100-ns intervals (MS-ADTS 3.1.1.2.2.2, MS-DTYP 2.3.3). */
public final class Ticks {

    private static final long PER_SECOND = 10_000_000L;
    private static final long NANOS = 100L;
    /** Seconds from 1601-01-01 to 1970-01-01. */
    private static final long EPOCH_OFFSET = 11_644_473_600L;

    private Ticks() {}

    /**
     * A span of time, which the directory keeps negative; its lowest number stands for "never" and comes out as the
     * longest span there is, some 29,000 years.
     *
     * @throws DirectoryTrouble when the number is positive or none at all
     */
    public static Duration span(String attribute, String value) throws DirectoryTrouble {
        long ticks = number(attribute, value);
        if (ticks > 0) {
            throw new DirectoryTrouble(Cause.MALFORMED, attribute + " is a positive interval");
        }
        long positive = ticks == Long.MIN_VALUE ? Long.MAX_VALUE : -ticks;
        return Duration.ofSeconds(positive / PER_SECOND, positive % PER_SECOND * NANOS);
    }

    /** A point in time; the value is above zero. */
    public static Instant instant(long ticks) {
        return Instant.ofEpochSecond(ticks / PER_SECOND - EPOCH_OFFSET, ticks % PER_SECOND * NANOS);
    }

    /** @throws DirectoryTrouble when it is none */
    public static long number(String attribute, String value) throws DirectoryTrouble {
        try {
            return Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            throw new DirectoryTrouble(Cause.MALFORMED, attribute + " is no number");
        }
    }
}
