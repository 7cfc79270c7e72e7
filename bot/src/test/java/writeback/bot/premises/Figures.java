package writeback.bot.premises;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;

/** How long one thing took, again and again, in nanoseconds; in order of length. */
final class Figures {

    private final long[] sorted;

    private Figures(long[] nanos) {
        this.sorted = nanos.clone();
        Arrays.sort(sorted);
    }

    static Figures of(List<Long> nanos) {
        return new Figures(nanos.stream().mapToLong(Long::longValue).toArray());
    }

    /** One part of each of these. */
    static <T> Figures of(List<T> these, ToLongFunction<T> nanos) {
        return new Figures(these.stream().mapToLong(nanos).toArray());
    }

    static List<Long> times(int number, Callable<?> what) throws Exception {
        List<Long> took = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            long start = System.nanoTime();
            what.call();
            took.add(System.nanoTime() - start);
        }
        return took;
    }

    /** In milliseconds, what so many of all are not longer than. */
    double millis(double quantile) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] / 1e6;
    }

    /** How many fit into a second, one after the other. */
    double aSecond() {
        return 1e9 / Arrays.stream(sorted).average().orElseThrow();
    }
}
