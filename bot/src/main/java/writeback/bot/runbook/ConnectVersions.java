package writeback.bot.runbook;

import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is known of Entra Connect's versions (Hardening update to Microsoft Entra Connect Sync; Entra Connect version
 * release history), as of {@link #READ}.
 */
final class ConnectVersions {

    /** Below this, synchronisation is documented to fail since 30 September 2026. */
    static final String FLOOR = "2.5.79.0";

    private static final String RECALLED = "2.6.79.0";
    private static final Pattern VERSION = Pattern.compile("\\d{1,5}(\\.\\d{1,5}){3}");

    private static final TreeMap<Version, LocalDate> END_OF_SUPPORT = new TreeMap<>(Map.of(
            Version.of("2.5.79.0"), LocalDate.of(2026, 10, 23),
            Version.of("2.5.190.0"), LocalDate.of(2027, 2, 2),
            Version.of("2.6.1.0"), LocalDate.of(2027, 3, 10),
            Version.of("2.6.3.0"), LocalDate.of(2027, 7, 7),
            Version.of("2.6.84.0"), LocalDate.of(2027, 9, 16),
            Version.of("2.6.91.0"), LocalDate.of(2027, 9, 23)));
    /** The first day of the month in which the version release history was read. */
    static final LocalDate READ = LocalDate.of(2026, 10, 1);

    /** A build retires twelve months after its successor, so no build ends sooner than this after the table was read. */
    private static final Period BEFORE_ANY_END = Period.ofYears(1);

    /** The newest build that the table knows; later ones had no published end then. */
    private static final Version NEWEST_DATED = END_OF_SUPPORT.lastKey();

    private ConnectVersions() {}

    static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }

    static boolean tooOld(String version) {
        return Version.of(version).compareTo(Version.of(FLOOR)) < 0;
    }

    static boolean recalled(String version) {
        return version.equals(RECALLED);
    }

    /** When support of this build ends or ended; empty for builds newer than the table. */
    static Optional<LocalDate> endOfSupport(String version) {
        Version asked = Version.of(version);
        if (asked.compareTo(NEWEST_DATED) > 0) {
            return Optional.empty();
        }
        return Optional.ofNullable(END_OF_SUPPORT.floorEntry(asked)).map(Map.Entry::getValue);
    }

    /** Whether this build may have come to its end by then without the table's knowing. */
    static boolean unlisted(String version, LocalDate today) {
        return Version.of(version).compareTo(NEWEST_DATED) > 0 && !today.isBefore(READ.plus(BEFORE_ANY_END));
    }

    private record Version(int[] parts) implements Comparable<Version> {

        static Version of(String text) {
            return new Version(
                    Arrays.stream(text.split("\\.")).mapToInt(Integer::parseInt).toArray());
        }

        @Override
        public int compareTo(Version other) {
            return Arrays.compare(parts, other.parts);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Version version && Arrays.equals(parts, version.parts);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(parts);
        }
    }
}
