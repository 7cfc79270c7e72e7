package writeback.bot.teams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import writeback.bot.SettableClock;

class SendRateTest {

    private final SettableClock clock = new SettableClock();
    private final SendRate rate = new SendRate();

    @Test
    void seven_go_at_once_and_the_eighth_waits_for_the_second_to_pass() {
        for (int sends = 0; sends < 7; sends++) {
            assertThat(rate.take("a", clock.instant())).isZero();
        }
        assertThat(rate.take("a", clock.instant())).isEqualTo(Duration.ofSeconds(1));
        assertThat(rate.take("b", clock.instant())).isZero();
    }

    @Test
    void whoever_waits_as_told_keeps_every_limit_for_two_hours() {
        List<Instant> sent = new ArrayList<>();
        Instant end = clock.instant().plus(Duration.ofHours(2));
        while (clock.instant().isBefore(end)) {
            Duration wait = rate.take("a", clock.instant());
            if (wait.isZero()) {
                sent.add(clock.instant());
            } else {
                clock.pass(wait);
            }
        }
        keeps(sent, 7, Duration.ofSeconds(1));
        keeps(sent, 8, Duration.ofSeconds(2));
        keeps(sent, 60, Duration.ofSeconds(30));
        keeps(sent, 1800, Duration.ofHours(1));
        assertThat(sent).hasSizeGreaterThanOrEqualTo(3600);
    }

    private static void keeps(List<Instant> sent, int most, Duration within) {
        for (int index = most; index < sent.size(); index++) {
            assertThat(Duration.between(sent.get(index - most), sent.get(index)))
                    .isGreaterThanOrEqualTo(within);
        }
    }
}
