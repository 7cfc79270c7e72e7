package writeback.relay.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import writeback.relay.grouppolicy.CutSysvol;
import writeback.relay.grouppolicy.CutSysvol.Cut;
import writeback.relay.grouppolicy.Sysvol;
import writeback.relay.operation.Operation.Leave;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/** The agent is killed at each point of a change and of what follows; what it finds when it looks again. */
class CutOffChangeTest {

    private static final SetMinimumPasswordAge ACTION =
            new SetMinimumPasswordAge("contoso.test", SmallDomain.DEFAULT, "Default Domain Policy", 1, 0);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whereverItIsCutItEndsWholeOrNotAtAll(Leave leave) throws Exception {
        for (int point = 0; ; point++) {
            try (SmallDomain domain = new SmallDomain(folder.resolve(leave + "-" + point))) {
                if (!isCut(domain, point)) {
                    assertThat(point).as("points that were tried").isGreaterThan(5);
                    return;
                }
                State found = State.of(domain);
                Outcome outcome = age(domain, real(domain)).resume(leave);
                check(domain, leave, found, outcome);
                State ended = State.of(domain);
                assertThat(age(domain, real(domain)).resume(leave))
                        .as("asked again")
                        .hasSameClassAs(outcome);
                assertThat(State.of(domain)).isEqualTo(ended);
            }
        }
    }

    private static void check(SmallDomain domain, Leave leave, State found, Outcome outcome) throws Exception {
        State now = State.of(domain);
        if (leave == Leave.LOOK) {
            assertThat(now).as("looking writes nothing").isEqualTo(found);
            assertThat(outcome.getClass())
                    .isEqualTo(
                            found.isBefore()
                                    ? Outcome.Failed.class
                                    : found.isAfter() ? Outcome.Done.class : Outcome.InDoubt.class);
            return;
        }
        boolean done = found.isAfter() || leave == Leave.FINISH && !found.isBefore();
        assertThat(now.isAfter()).as("found " + found + ", " + leave).isEqualTo(done);
        assertThat(now.isBefore()).isEqualTo(!done);
        assertThat(outcome.getClass()).isEqualTo(done ? Outcome.Done.class : Outcome.Failed.class);
        if (!done) {
            assertThat(((Outcome.Failed) outcome).code()).isEqualTo("not-applied");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FINISH", "PUT_BACK"})
    void aSecondCutWhileItIsBroughtToAnEndDoesNoHarm(Leave leave) throws Exception {
        for (int point = 0; ; point++) {
            try (SmallDomain domain = new SmallDomain(folder.resolve("second-" + leave + "-" + point))) {
                assertThat(isCut(domain, 2)).as("the template is written").isTrue();
                CutSysvol cutting = new CutSysvol(real(domain), point);
                try {
                    age(domain, cutting).resume(leave);
                    assertThat(point).as("points that were tried").isGreaterThan(2);
                    return;
                } catch (Cut cut) {
                    age(domain, real(domain)).resume(leave);
                    assertThat(
                                    leave == Leave.FINISH
                                            ? State.of(domain).isAfter()
                                            : State.of(domain).isBefore())
                            .as("cut again at " + point)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void whatAThirdHandWroteMeanwhileIsLeftAlone() throws Exception {
        try (SmallDomain domain = new SmallDomain(folder)) {
            assertThat(isCut(domain, 2)).isTrue();
            domain.write(SmallDomain.DEFAULT, 2);
            State found = State.of(domain);
            for (Leave leave : Leave.values()) {
                assertThat(age(domain, real(domain)).resume(leave))
                        .isInstanceOfSatisfying(Outcome.InDoubt.class, doubt -> assertThat(doubt.detail())
                                .contains("README.txt"));
                assertThat(State.of(domain)).isEqualTo(found);
            }
        }
    }

    @Test
    void aGpoThatDoesNotDecideAnyMoreIsPutBackNotFinished() throws Exception {
        try (SmallDomain domain = new SmallDomain(folder)) {
            assertThat(isCut(domain, 2)).isTrue();
            domain.gpo(SmallDomain.OTHER, "Stricter", 2);
            domain.links(SmallDomain.OTHER, SmallDomain.DEFAULT);
            assertThat(age(domain, real(domain)).resume(Leave.FINISH)).isInstanceOf(Outcome.Failed.class);
            assertThat(State.of(domain).isBefore()).isTrue();
        }
    }

    @Test
    void aFileThatWasToReplaceAnotherOneIsTakenAway() throws Exception {
        try (SmallDomain domain = new SmallDomain(folder)) {
            assertThat(isCut(domain, 1)).as("before the template is written").isTrue();
            Path left = domain.template(SmallDomain.DEFAULT).resolveSibling("GptTmpl.inf.writeback-new");
            Files.writeString(left, "half of it");
            age(domain, real(domain)).resume(Leave.LOOK);
            assertThat(left).exists();
            age(domain, real(domain)).resume(Leave.FINISH);
            assertThat(left).doesNotExist();
        }
    }

    @Test
    void aSecondRunOverALeftOverFileSucceeds() throws Exception {
        try (SmallDomain domain = new SmallDomain(folder)) {
            Files.writeString(
                    domain.template(SmallDomain.DEFAULT).resolveSibling("GptTmpl.inf.writeback-new"), "half of it");
            assertThat(age(domain, real(domain)).run()).isInstanceOf(Outcome.Done.class);
        }
    }

    /** Whether a run that is to be killed at that point gets there; after the kill nothing of it runs on. */
    private static boolean isCut(SmallDomain domain, int point) {
        AgeInGpo run = age(domain, new CutSysvol(real(domain), point));
        try {
            run.run();
            return false;
        } catch (Cut cut) {
            return true;
        }
    }

    private static AgeInGpo age(SmallDomain domain, Sysvol sysvol) {
        return domain.age(sysvol, ACTION);
    }

    private static Sysvol real(SmallDomain domain) {
        return Sysvol.of(domain.directory.settings());
    }
}
