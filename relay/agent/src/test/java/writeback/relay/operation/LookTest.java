package writeback.relay.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import writeback.relay.protocol.message.Outcome;

class LookTest {

    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Test
    void aLookThatHangsFailsInTimeAndIsCutOff() throws Exception {
        assertThat(Look.within(Duration.ofSeconds(1), this::hang))
                .isEqualTo(new Outcome.Failed("directory-timeout", "the look took more than 1 s"));
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatItSaysInTimeIsTheOutcome() {
        Outcome done = new Outcome.Done("{}");
        assertThat(Look.within(Duration.ofSeconds(30), () -> done)).isSameAs(done);
    }

    @Test
    void aFaultOfOursStaysAFault() {
        assertThatThrownBy(() -> Look.within(Duration.ofSeconds(30), () -> {
                    throw new IllegalArgumentException("ours");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("ours");
    }

    private Outcome hang() {
        try {
            never.await();
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
        return new Outcome.Done("too late");
    }
}
