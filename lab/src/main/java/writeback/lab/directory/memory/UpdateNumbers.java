package writeback.lab.directory.memory;

import java.util.concurrent.atomic.AtomicLong;

/** The controller's update sequence numbers: each change takes the next (MS-ADTS 3.1.1.1.9). Thread-safe. */
final class UpdateNumbers {

    private final AtomicLong highest = new AtomicLong(4_000);

    long next() {
        return highest.incrementAndGet();
    }

    /** {@code highestCommittedUSN} of the rootDSE. */
    long highest() {
        return highest.get();
    }
}
