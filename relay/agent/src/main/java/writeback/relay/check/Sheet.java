package writeback.relay.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one topic has found so far, in order. Once closed, nothing is added any more. Thread-safe. */
final class Sheet {

    private final List<Point> points = new ArrayList<>();
    private String section;
    private boolean closed;

    Sheet(String section) {
        this.section = section;
    }

    /** What follows belongs to another section. */
    synchronized void section(String title) {
        section = title;
    }

    void ok(String about, String seen) {
        add(State.OK, about, seen, null);
    }

    void warning(String about, String seen, String remedy) {
        add(State.WARNING, about, seen, remedy);
    }

    void problem(String about, String seen, String remedy) {
        add(State.PROBLEM, about, seen, remedy);
    }

    void notLookedAt(String about, String why) {
        add(State.NOT_LOOKED_AT, about, why, null);
    }

    private synchronized void add(State state, String about, String seen, @Nullable String remedy) {
        if (!closed) {
            points.add(new Point(section, state, about, seen, remedy));
        }
    }

    /** All that was found. */
    synchronized List<Point> close() {
        closed = true;
        return List.copyOf(points);
    }
}
