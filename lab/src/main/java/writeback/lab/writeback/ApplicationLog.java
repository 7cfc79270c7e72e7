package writeback.lab.writeback;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The sync server's Application log. Keeps the newest events; thread-safe. */
public final class ApplicationLog {

    /** Source of writeback's own events. */
    public static final String PASSWORD_RESET = "PasswordResetService";

    /** Source of the synchronisation engine's events. */
    public static final String SYNC = "ADSync";

    private static final int KEPT = 5_000;

    private final Clock clock;
    private final List<ApplicationEvent> events = new ArrayList<>();
    private long lastRecord;

    public ApplicationLog(Clock clock) {
        this.clock = clock;
    }

    /** Level of an event, as Windows numbers them. */
    public enum Level {
        ERROR(2),
        WARNING(3),
        INFORMATION(4);

        private final int number;

        Level(int number) {
            this.number = number;
        }
    }

    public synchronized void write(String provider, int id, Level level, String message) {
        events.add(new ApplicationEvent(++lastRecord, clock.instant(), provider, id, level.number, message));
        if (events.size() > KEPT) {
            events.remove(0);
        }
    }

    /**
     * Events, newest first, as Get-WinEvent gives them.
     *
     * @param providers sources compared without regard to case; empty: any
     * @param ids event numbers; empty: any
     * @param since only events at or after it
     */
    public synchronized List<ApplicationEvent> read(Set<String> providers, Set<Integer> ids, Instant since) {
        List<ApplicationEvent> found = new ArrayList<>(events.stream()
                .filter(event -> providers.isEmpty()
                        || providers.stream().anyMatch(name -> name.equalsIgnoreCase(event.provider())))
                .filter(event -> ids.isEmpty() || ids.contains(event.id()))
                .filter(event -> !event.timeCreated().isBefore(since))
                .toList());
        Collections.reverse(found);
        return found;
    }
}
