package writeback.relay.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ControllerClockTest {

    private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");

    @Test
    void fiveMinutesAreTolerated() {
        assertThat(ControllerClock.apart("20261122200500.0Z", NOW)).isEmpty();
        assertThat(ControllerClock.apart("20261122195500.0Z", NOW)).isEmpty();
    }

    @Test
    void moreIsToldEitherWay() {
        assertThat(ControllerClock.apart("20261122200501.0Z", NOW)).contains(Duration.ofSeconds(301));
        assertThat(ControllerClock.apart("20261122185900.0Z", NOW)).contains(Duration.ofMinutes(-61));
    }

    @Test
    void whatIsNoTimeIsNotJudged() {
        assertThat(ControllerClock.apart("half past eight", NOW)).isEmpty();
    }
}
