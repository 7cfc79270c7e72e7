package writeback.lab.directory.memory;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** The controller's update sequence numbers: each change takes the next (MS-ADTS 3.1.1.1.9). Thread-safe. */
final class UpdateNumbers {

    /** All numbers have so many digits, so that the server, which compares texts, compares them rightly. */
    private static final int DIGITS = 10;

    private final AtomicLong highest = new AtomicLong(4_000_000_000L);

    long next() {
        return highest.incrementAndGet();
    }

    /** A number as the server below compares it. */
    static String text(long number) {
        return String.format(Locale.ROOT, "%0" + DIGITS + "d", number);
    }

    /** {@code highestCommittedUSN} of the rootDSE. */
    long highest() {
        return highest.get();
    }
}
