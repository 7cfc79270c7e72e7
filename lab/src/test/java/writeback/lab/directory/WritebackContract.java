package writeback.lab.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import writeback.lab.writeback.ApplicationEvent;
import writeback.lab.writeback.ApplicationLog;
import writeback.lab.writeback.EntraConnectWriteback;
import writeback.lab.writeback.Outcome;
import writeback.lab.writeback.WritebackSwitches;

/** What the writeback engine does to a directory, and what it leaves in the log. */
abstract class WritebackContract {

    private static final WritebackSwitches ALL_ON = new WritebackSwitches(true, true, false, true);

    private final Supplier<Practice> running;
    private final ApplicationLog log = new ApplicationLog(Clock.systemUTC());
    private Practice practice;
    private EntraConnectWriteback engine;
    private WritebackSwitches switches = ALL_ON;
    private String user;

    WritebackContract(Supplier<Practice> running) {
        this.running = running;
    }

    @BeforeEach
    void freshPassword() {
        practice = running.get();
        practice.reset();
        user = practice.directory().describe().testAccount().userPrincipalName();
        engine = new EntraConnectWriteback(practice.directory().describe(), practice.ca(), () -> switches, log);
        try (DirectoryClient rehearsal = practice.rehearsal()) {
            assertThat(rehearsal.reset(practice.pilot(), PasswordFiles.random()))
                    .isEqualTo("0");
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void anAdministratorsResetIsRefusedAtOneDay() {
        assertThat(engine.resetPassword(user, password())).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(Outcome.Reason.POLICY);
            assertThat(failed.detail()).contains("0000052D");
        });
        assertThat(ids()).containsExactly(31009, 6329, 33008, 31011);
        assertThat(messages()).anyMatch(message -> message.contains("0x80230619"));
    }

    @Test
    void anAdministratorsResetAtZeroMovesTheVersionAndMakesTheUserChange() {
        practice.directory().apply("domain.minAgeDays", 0);
        try (DirectoryClient reading = practice.reading()) {
            int before = reading.passwordVersion(practice.pilot());
            assertThat(engine.resetPassword(user, password())).isEqualTo(new Outcome.Written());
            assertThat(reading.passwordVersion(practice.pilot())).isEqualTo(before + 1);
            assertThat(reading.read(practice.pilot(), "pwdLastSet").getAttributeValue("pwdLastSet"))
                    .isEqualTo("0");
        }
        assertThat(ids()).containsExactly(31009, 31010);
        assertThat(messages()).anyMatch(message -> message.contains(PracticeDomain.CONNECTOR));
    }

    @Test
    void aPersonsOwnResetAtZeroLetsThemInWithTheNewPassword() {
        practice.directory().apply("domain.minAgeDays", 0);
        String chosen = PasswordFiles.random();
        assertThat(engine.selfService(user, chosen.toCharArray())).isEqualTo(new Outcome.Written());
        assertThat(ids()).containsExactly(31001, 31002);
        DirectoryClient.bind(practice, practice.pilot(), chosen).close();
    }

    @Test
    void thePasswordIsWipedAndNeverLogged() {
        char[] secret = password();
        String text = new String(secret);
        engine.resetPassword(user, secret);
        assertThat(secret).containsOnly('\0');
        assertThat(messages()).noneMatch(message -> message.contains(text));
    }

    @Test
    void withAnySwitchOffTheDirectoryIsNotTouched() {
        practice.directory().apply("domain.minAgeDays", 0);
        List<WritebackSwitches> notReady = List.of(
                new WritebackSwitches(false, true, false, true),
                new WritebackSwitches(true, false, false, true),
                new WritebackSwitches(true, true, true, true),
                new WritebackSwitches(true, true, false, false));
        try (DirectoryClient reading = practice.reading()) {
            int before = reading.passwordVersion(practice.pilot());
            for (WritebackSwitches one : notReady) {
                switches = one;
                assertThat(engine.resetPassword(user, password())).isInstanceOf(Outcome.Failed.class);
            }
            assertThat(reading.passwordVersion(practice.pilot())).isEqualTo(before);
        }
        assertThat(ids()).isEmpty();
    }

    @Test
    void nobodyOfThatNameIsSaidSo() {
        assertThat(engine.resetPassword("nobody@contoso.test", password()))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                        .isEqualTo(Outcome.Reason.NO_SUCH_USER));
        assertThat(ids()).containsExactly(31009, 33002, 31011);
    }

    @Test
    void aDirectoryThatDoesNotAnswerFailsTheReset() {
        practice.directory().apply("directory.stopped", true);
        assertThat(engine.resetPassword(user, password()))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                        .isEqualTo(Outcome.Reason.DIRECTORY));
        practice.directory().apply("directory.stopped", false);
    }

    @Test
    void theServiceSaysWhenItStartsBeatsAndStops() {
        engine.beat();
        switches = new WritebackSwitches(false, true, false, true);
        engine.beat();
        assertThat(log.read(Set.of(), Set.of(31015, 31016), Instant.EPOCH))
                .extracting(ApplicationEvent::id)
                .containsExactly(31016, 31015);
        assertThat(log.read(Set.of(), Set.of(31019), Instant.EPOCH)).isNotEmpty();
    }

    private static char[] password() {
        return PasswordFiles.random().toCharArray();
    }

    /** What was logged of requests, oldest first; the service's own life left out. */
    private List<Integer> ids() {
        return requests().stream().map(ApplicationEvent::id).toList();
    }

    private List<String> messages() {
        return requests().stream().map(ApplicationEvent::message).toList();
    }

    private List<ApplicationEvent> requests() {
        return log.read(Set.of(), Set.of(), Instant.EPOCH).stream()
                .filter(event -> !Set.of(31015, 31016, 31019).contains(event.id()))
                .sorted(Comparator.comparingLong(ApplicationEvent::recordId))
                .toList();
    }
}
