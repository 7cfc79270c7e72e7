package writeback.bot.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import writeback.relay.protocol.fact.Sighting;

class ConnectVersionsTest {

    @ParameterizedTest
    @CsvSource({
        "1.6.16.0, true",
        "2.5.78.9, true",
        "2.5.9.0, true",
        "2.5.79.0, false",
        "2.5.190.0, false",
        "2.10.0.0, false",
        "10.0.0.0, false"
    })
    void parts_are_compared_as_numbers(String version, boolean tooOld) {
        assertThat(ConnectVersions.tooOld(version)).isEqualTo(tooOld);
    }

    @ParameterizedTest
    @CsvSource({
        "2.5.79.0, 2026-10-23",
        "2.5.189.0, 2026-10-23",
        "2.5.190.0, 2027-02-02",
        "2.6.1.0, 2027-03-10",
        "2.6.2.0, 2027-03-10",
        "2.6.3.0, 2027-07-07",
        "2.6.90.0, 2027-09-16",
        "2.6.91.0, 2027-09-23"
    })
    void a_build_between_two_releases_ends_with_the_earlier(String version, String end) {
        assertThat(ConnectVersions.endOfSupport(version)).hasToString("Optional[" + end + "]");
    }

    @Test
    void a_build_newer_than_the_table_has_no_end_yet() {
        assertThat(ConnectVersions.endOfSupport("2.6.91.1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2027-02-01T23:59:59Z, done.supported",
        "2027-02-02T00:00:00Z, toDo.endOfSupport",
        "2027-12-31T00:00:00Z, toDo.endOfSupport"
    })
    void support_ends_at_midnight_utc(Instant now, String outcome) {
        Sightings organisation = Sightings.allDone();
        organisation.version = Sighting.seen("2.5.190.0");
        organisation.now = now;

        assertThat(Bend.outcome(organisation.assess().finding(FindingCode.CONNECT_VERSION)))
                .isEqualTo(outcome);
    }

    /** A build retires twelve months after its successor, so a table of a year ago may have missed both. */
    @ParameterizedTest
    @CsvSource({
        "2.6.92.0, 2027-09-30T23:59:59Z, done.supported",
        "2.6.92.0, 2027-10-01T00:00:00Z, unknown.notListed",
        "2.7.1.0, 2030-01-01T00:00:00Z, unknown.notListed",
        "2.6.91.0, 2030-01-01T00:00:00Z, toDo.endOfSupport"
    })
    void a_build_that_the_table_does_not_know_is_taken_for_supported_while_the_table_is_young(
            String version, Instant now, String outcome) {
        Sightings organisation = Sightings.allDone();
        organisation.version = Sighting.seen(version);
        organisation.now = now;

        assertThat(Bend.outcome(organisation.assess().finding(FindingCode.CONNECT_VERSION)))
                .isEqualTo(outcome);
    }
}
