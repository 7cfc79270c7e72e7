package writeback.relay.settings;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import writeback.relay.guard.Freeze;
import writeback.relay.guard.Freeze.Window;

/** The section {@code freeze}: times in which nothing is changed. */
final class FreezeYaml {

    private static final String KEY = "freeze";
    private static final String DAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));

    private FreezeYaml() {}

    static Freeze read(Section root) {
        if (!root.has(KEY)) {
            return Freeze.NONE;
        }
        List<Window> windows = new ArrayList<>();
        for (Section section : root.sections(KEY)) {
            window(section).ifPresent(windows::add);
            section.end();
        }
        return new Freeze(windows);
    }

    private static Optional<Window> window(Section section) {
        Optional<ZoneId> zone =
                section.has("zone") ? section.value("zone", FreezeYaml::zone) : Optional.of(ZoneId.systemDefault());
        if (!section.has("days")) {
            Optional<LocalDateTime> from = section.value("from", text -> moment(text, false));
            Optional<LocalDateTime> to = section.value("to", text -> moment(text, true));
            if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
                section.wrong("to", "must be after from");
                return Optional.empty();
            }
            return from.isPresent() && to.isPresent()
                    ? zone.map(where -> new Freeze.Range(from.get(), to.get(), where))
                    : Optional.empty();
        }
        Set<DayOfWeek> days = new HashSet<>(section.values("days", FreezeYaml::day));
        if (days.isEmpty()) {
            section.wrong("days", "name at least one of " + DAYS);
        }
        Optional<LocalTime> from = section.value("from", FreezeYaml::time);
        Optional<LocalTime> to = section.value("to", FreezeYaml::time);
        return from.isPresent() && to.isPresent()
                ? zone.map(where -> new Freeze.Weekly(days, from.get(), to.get(), where))
                : Optional.empty();
    }

    /** A day, or a moment on it; a day that ends a range belongs to it. */
    private static LocalDateTime moment(String text, boolean end) {
        try {
            if (text.indexOf('T') > 0) {
                return LocalDateTime.parse(text);
            }
            LocalDate day = LocalDate.parse(text);
            return (end ? day.plusDays(1) : day).atStartOfDay();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "must be like 2026-12-20 or 2026-12-20T18:00 (with days: a time such as 22:00), and is " + text);
        }
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a time of day like 08:00, and is " + text);
        }
    }

    private static DayOfWeek day(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().equalsIgnoreCase(text)) {
                return day;
            }
        }
        throw new IllegalArgumentException("must hold some of " + DAYS + ", and has " + text);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a time zone like Europe/Paris, and is " + text);
        }
    }
}
