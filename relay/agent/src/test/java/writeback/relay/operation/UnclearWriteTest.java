package writeback.relay.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import writeback.relay.grouppolicy.LostSysvol;
import writeback.relay.grouppolicy.Sysvol;
import writeback.relay.operation.Operation.Leave;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/** The share is gone at each point of a change, before and after either file is replaced; the agent lives on. */
class UnclearWriteTest {

    private static final SetMinimumPasswordAge ACTION =
            new SetMinimumPasswordAge("contoso.test", SmallDomain.DEFAULT, "Default Domain Policy", 1, 0);
    /** Before and after the template, before and after GPT.INI. */
    private static final int POINTS = 4;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void whatCanBeReadAgainIsPutBackAndOnlyThenNotWritten(int point) throws Exception {
        try (SmallDomain domain = new SmallDomain(folder)) {
            LostSysvol lost = new LostSysvol(real(domain), point, true);
            assertThat(age(domain, lost).run()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.code()).isEqualTo("not-written");
                assertThat(failed.detail()).contains("the share is gone");
            });
            assertThat(lost.wasLost()).isTrue();
            assertThat(State.of(domain).isBefore()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void whatCannotBeReadAgainIsInDoubtUntilALookTells(int point) throws Exception {
        try (SmallDomain domain = new SmallDomain(folder)) {
            LostSysvol lost = new LostSysvol(real(domain), point, false);
            assertThat(age(domain, lost).run())
                    .isInstanceOfSatisfying(Outcome.InDoubt.class, doubt -> assertThat(doubt.detail())
                            .contains("the share is gone", "README.txt"));
            assertThat(lost.wasLost()).isTrue();
            Outcome later = age(domain, real(domain)).resume(Leave.FINISH);
            State now = State.of(domain);
            assertThat(later).isInstanceOf(now.isAfter() ? Outcome.Done.class : Outcome.Failed.class);
            assertThat(now.isAfter() || now.isBefore()).isTrue();
        }
    }

    @Test
    void aChangeHasNoMorePointsThanTheseTry() throws Exception {
        try (SmallDomain domain = new SmallDomain(folder)) {
            LostSysvol lost = new LostSysvol(real(domain), POINTS, true);
            assertThat(age(domain, lost).run()).isInstanceOf(Outcome.Done.class);
            assertThat(lost.wasLost()).isFalse();
        }
    }

    private static AgeInGpo age(SmallDomain domain, Sysvol sysvol) {
        return domain.age(sysvol, ACTION);
    }

    private static Sysvol real(SmallDomain domain) {
        return Sysvol.of(domain.directory.settings());
    }
}
