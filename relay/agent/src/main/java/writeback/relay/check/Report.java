package writeback.relay.check;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import writeback.relay.protocol.json.ProtocolJson;

/**
 * All points, as people read them, and for programs.
 *
 * @param settings the file that was checked
 */
record Report(String settings, Instant at, List<Point> points) {

    private static final String INDENT = " ".repeat(State.NOT_LOOKED_AT.word().length() + 4);

    long count(State state) {
        return points.stream().filter(point -> point.state() == state).count();
    }

    /** A section a paragraph, what is to be done below what was seen, once for several in a row; at the end the problems once more, and the count. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Check of " + settings + " by " + System.getProperty("user.name") + ", "
                + at.truncatedTo(ChronoUnit.SECONDS) + ". Nothing is changed.");
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (i == 0 || !point.section().equals(points.get(i - 1).section())) {
                lines.add("");
                lines.add(printable(point.section()));
            }
            lines.add(printable(String.format(
                            "  %-" + (INDENT.length() - 4) + "s  ",
                            point.state().word()) + point.about() + ": " + point.seen()));
            boolean saidNext = i + 1 < points.size()
                    && point.section().equals(points.get(i + 1).section())
                    && Objects.equals(point.remedy(), points.get(i + 1).remedy());
            if (point.remedy() != null && !saidNext) {
                lines.add(printable(INDENT + "-> " + point.remedy()));
            }
        }
        lines.add("");
        points.stream()
                .filter(point -> point.state() == State.PROBLEM)
                .map(point -> printable("PROBLEM in " + point.section() + ": " + point.about()))
                .distinct()
                .forEach(lines::add);
        lines.add(verdict());
        return lines;
    }

    private String verdict() {
        String counts = points.size() + " points: "
                + Arrays.stream(State.values())
                        .map(state -> state.word() + " " + count(state))
                        .collect(Collectors.joining(", "))
                + ". ";
        if (count(State.PROBLEM) > 0) {
            return counts + "NOT READY: see what is said below each problem.";
        }
        return counts
                + (count(State.NOT_LOOKED_AT) > 0
                        ? "Nothing that was looked at is a problem; of what was not, nothing is claimed."
                        : "Nothing is a problem.");
    }

    /** The same as one JSON object. */
    String json() {
        return ProtocolJson.write(Map.of(
                "settings",
                settings,
                "at",
                at,
                "points",
                points.stream()
                        .map(point -> Map.of(
                                "section",
                                point.section(),
                                "state",
                                point.state().word(),
                                "about",
                                point.about(),
                                "seen",
                                point.seen(),
                                "remedy",
                                point.remedy() == null ? "" : point.remedy()))
                        .toList(),
                "counts",
                Arrays.stream(State.values())
                        .collect(Collectors.toMap(State::word, state -> Math.toIntExact(count(state))))));
    }

    /** Names come from elsewhere: nothing in them may steer the terminal or begin a line of its own. */
    private static String printable(String text) {
        return text.replaceAll("\\p{C}", "?");
    }
}
