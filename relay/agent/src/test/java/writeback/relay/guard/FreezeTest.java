package writeback.relay.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreezeTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    /** Friday night: 2026-11-20 was a Friday; Paris is an hour ahead of UTC. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T20:59:59Z, false",
        "2026-11-20T21:00:00Z, true",
        "2026-11-20T23:30:00Z, true",
        "2026-11-21T04:59:59Z, true",
        "2026-11-21T05:00:00Z, false",
        "2026-11-21T21:30:00Z, false",
    })
    void aWindowThatCrossesMidnightBelongsToTheDayOnWhichItBegins(Instant now, boolean frozen) {
        assertThat(weekly("22:00", "06:00", DayOfWeek.FRIDAY).holds(now)).isEqualTo(frozen);
    }

    /** In Paris 2027-03-28 the clock went from 02:00 (01:00Z) to 03:00. */
    @ParameterizedTest
    @CsvSource({
        "02:30, 05:00, 2027-03-28T00:59:59Z, false",
        "02:30, 05:00, 2027-03-28T01:00:00Z, true",
        "02:30, 05:00, 2027-03-28T03:00:00Z, false",
        "22:00, 02:30, 2027-03-27T21:00:00Z, true",
        "22:00, 02:30, 2027-03-28T00:59:59Z, true",
        "22:00, 02:30, 2027-03-28T01:00:00Z, false",
    })
    void anHourThatTheClockSkipsIsNeverShown(String from, String to, Instant now, boolean frozen) {
        assertThat(weekly(from, to, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY).holds(now))
                .isEqualTo(frozen);
    }

    /** In Paris 2026-10-25 the clock showed 02:00 to 03:00 twice: from 00:00Z and from 01:00Z. */
    @ParameterizedTest
    @CsvSource({
        "2026-10-24T23:59:59Z, false",
        "2026-10-25T00:15:00Z, true",
        "2026-10-25T01:15:00Z, true",
        "2026-10-25T02:00:00Z, false",
    })
    void anHourThatTheClockShowsTwiceCountsTwice(Instant now, boolean frozen) {
        assertThat(weekly("02:00", "03:00", DayOfWeek.SUNDAY).holds(now)).isEqualTo(frozen);
    }

    @Test
    void fromAndToAlikeIsAWholeDay() {
        Freeze.Window window = weekly("08:00", "08:00", DayOfWeek.FRIDAY);

        assertThat(window.holds(Instant.parse("2026-11-20T06:59:59Z"))).isFalse();
        assertThat(window.holds(Instant.parse("2026-11-20T07:00:00Z"))).isTrue();
        assertThat(window.holds(Instant.parse("2026-11-21T06:59:59Z"))).isTrue();
        assertThat(window.holds(Instant.parse("2026-11-21T07:00:00Z"))).isFalse();
    }

    @Test
    void aRangeHoldsByItsZoneAndTheFirstThatHoldsIsNamed() {
        Freeze freeze = new Freeze(List.of(
                weekly("22:00", "06:00", DayOfWeek.FRIDAY),
                new Freeze.Range(
                        LocalDateTime.parse("2026-12-20T00:00"), LocalDateTime.parse("2027-01-06T00:00"), PARIS)));

        assertThat(freeze.at(Instant.parse("2026-12-19T22:59:59Z"))).isEmpty();
        assertThat(freeze.at(Instant.parse("2026-12-19T23:00:00Z"))).contains("freeze[1]");
        assertThat(freeze.at(Instant.parse("2026-12-25T23:00:00Z"))).contains("freeze[0]");
        assertThat(freeze.at(Instant.parse("2027-01-05T23:00:00Z"))).isEmpty();
    }

    private static Freeze.Window weekly(String from, String to, DayOfWeek... days) {
        return new Freeze.Weekly(Set.of(days), LocalTime.parse(from), LocalTime.parse(to), PARIS);
    }
}
