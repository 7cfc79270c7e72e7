package writeback.relay.grouppolicy;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where two contents of the same length differ.
 *
 * @param start offset of the first byte that differs
 * @param bytes the new bytes from there to the last one that differs
 */
record Difference(int start, byte[] bytes) {

    /** Empty when the lengths differ: then no single write leads from one to the other. */
    static Optional<Difference> of(byte[] before, byte[] after) {
        if (before.length != after.length) {
            return Optional.empty();
        }
        int start = Math.max(0, Arrays.mismatch(before, after));
        int end = after.length;
        while (end > start && before[end - 1] == after[end - 1]) {
            end--;
        }
        return Optional.of(new Difference(start, Arrays.copyOfRange(after, start, end)));
    }
}
