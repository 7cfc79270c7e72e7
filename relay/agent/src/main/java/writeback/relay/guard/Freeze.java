package writeback.relay.guard;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code freeze} in {@code relay.yaml}: when nothing is changed, however well approved. A window holds by the clock on the
 * wall of its zone: an hour that the clock skips is never shown, one that it shows twice counts twice.
 *
 * @param windows in the order of the file
 */
public record Freeze(List<Window> windows) {

    /** Changes at any time. */
    public static final Freeze NONE = new Freeze(List.of());

    public Freeze {
        windows = List.copyOf(windows);
    }

    /** The setting's key of the first window that holds at that moment, such as {@code freeze[0]}; empty if none does. */
    public Optional<String> at(Instant moment) {
        for (int i = 0; i < windows.size(); i++) {
            if (windows.get(i).holds(moment)) {
                return Optional.of("freeze[" + i + "]");
            }
        }
        return Optional.empty();
    }

    /** One time in which nothing is changed. */
    public sealed interface Window {

        boolean holds(Instant moment);
    }

    /** Once. @param end the first moment at which it no longer holds */
    public record Range(LocalDateTime start, LocalDateTime end, ZoneId zone) implements Window {

        @Override
        public boolean holds(Instant moment) {
            return between(start, end, moment.atZone(zone).toLocalDateTime());
        }
    }

    /**
     * Every week.
     *
     * @param days on which it begins
     * @param to the first moment at which it no longer holds; not after {@code from}: on the next day
     */
    public record Weekly(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) implements Window {

        public Weekly {
            days = Set.copyOf(days);
        }

        @Override
        public boolean holds(Instant moment) {
            LocalDateTime now = moment.atZone(zone).toLocalDateTime();
            return beganOn(now, 0) || beganOn(now, 1);
        }

        private boolean beganOn(LocalDateTime now, int daysAgo) {
            LocalDateTime start = now.toLocalDate().minusDays(daysAgo).atTime(from);
            LocalDateTime end =
                    start.toLocalDate().plusDays(to.isAfter(from) ? 0 : 1).atTime(to);
            return days.contains(start.getDayOfWeek()) && between(start, end, now);
        }
    }

    private static boolean between(LocalDateTime start, LocalDateTime end, LocalDateTime now) {
        return !now.isBefore(start) && now.isBefore(end);
    }
}
