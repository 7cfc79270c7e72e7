package writeback.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollWaitTest {

    private final PollWait wait = new PollWait(Duration.ofSeconds(50), Duration.ofSeconds(10));

    @Test
    void aPollThatIsCutIsMadeShorterThanItLasted() {
        assertThat(wait.seconds()).isEqualTo(50);
        assertThat(wait.broken(Duration.ofSeconds(30))).isTrue();
        assertThat(wait.seconds()).isEqualTo(24);
    }

    @Test
    void silenceUntilOurOwnLimitHalvesItDownToTheShortest() {
        assertThat(wait.broken(Duration.ofSeconds(65))).isTrue();
        assertThat(wait.seconds()).isEqualTo(25);
        wait.broken(Duration.ofSeconds(40));
        wait.broken(Duration.ofSeconds(27));
        assertThat(wait.seconds()).isEqualTo(10);
    }

    @Test
    void whatEndsAtOnceIsAnotherTrouble() {
        assertThat(wait.broken(Duration.ofSeconds(9))).isFalse();
        assertThat(wait.seconds()).isEqualTo(50);
    }

    @Test
    void nowAndThenALongerOneIsTried() {
        wait.broken(Duration.ofSeconds(30));
        for (int i = 0; i < 29; i++) {
            wait.held();
        }
        assertThat(wait.seconds()).isEqualTo(24);
        wait.held();
        assertThat(wait.seconds()).isEqualTo(30);
        for (int i = 0; i < 300; i++) {
            wait.held();
        }
        assertThat(wait.seconds()).isEqualTo(50);
    }
}
