package writeback.journeys;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long each part of something took. */
final class Stopwatch {

    private final Map<String, Duration> laps = new LinkedHashMap<>();
    private long last = System.nanoTime();

    /** What went on since the last lap, or the beginning, was this. */
    void lap(String name) {
        long now = System.nanoTime();
        laps.merge(name, Duration.ofNanos(now - last), Duration::plus);
        last = now;
    }

    /** In the order of their first ends. */
    Map<String, Duration> laps() {
        return new LinkedHashMap<>(laps);
    }
}
