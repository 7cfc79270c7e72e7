package writeback.journeys;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A schedule that came to its end.
 *
 * @param end the change's state, and why if it is another than done
 * @param times of its parts
 */
record Walked(Schedule schedule, String end, Map<String, Duration> times) {

    Duration time() {
        return times.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public String toString() {
        return schedule + ": " + end + " after " + seconds(time()) + " ("
                + times.entrySet().stream()
                        .map(each -> each.getKey() + " " + seconds(each.getValue()))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }
}
