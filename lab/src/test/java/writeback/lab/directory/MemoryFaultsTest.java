package writeback.lab.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.lab.directory.memory.MemoryDirectory;

/** What only the directory in memory can be made to do, and where it must not be laxer than a domain controller. */
class MemoryFaultsTest {

    @TempDir
    Path folder;

    private Practice practice;

    @BeforeEach
    void start() {
        practice = Practice.start(folder, "127.0.0.1", MemoryDirectory::start);
        practice.reset();
    }

    @AfterEach
    void stop() {
        practice.close();
    }

    @Test
    void withoutPolicyHintsTheRootDoesNotOfferThemAndACriticalOneIsUnavailable() throws LDAPException {
        practice.directory().apply("directory.hints", false);
        try (DirectoryClient rehearsal = practice.rehearsal();
                LDAPConnection connection = DirectoryClient.connect(practice)) {
            assertThat(connection.getRootDSE().supportsControl(DirectoryClient.HINTS))
                    .isFalse();
            assertThat(rehearsal.hintedReset(practice.pilot(), PasswordFiles.random()))
                    .startsWith("12");
            practice.directory().apply("directory.hints", true);
            assertThat(connection.getRootDSE().supportsControl(DirectoryClient.HINTS))
                    .isTrue();
        }
    }

    @Test
    void aSlowDirectoryTakesItsTimeForEveryAnswer() {
        try (DirectoryClient reading = practice.reading()) {
            practice.directory().apply("directory.slowMillis", 300);
            Instant before = Instant.now();
            reading.read(PracticeDomain.BASE, "minPwdAge");
            assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void nobodyAddsDeletesOrRenamesOverLdap() throws LDAPException {
        try (LDAPConnection connection = DirectoryClient.connect(practice)) {
            var connector = practice.directory().describe().accounts().connector();
            connection.bind(connector.dn(), DirectoryClient.password(connector.passwordFile()));
            assertThatThrownBy(() -> connection.delete(practice.pilot())).hasMessageContaining("00002098");
            assertThatThrownBy(() -> connection.add("dn: CN=x," + PracticeDomain.PILOT, "objectClass: user"))
                    .hasMessageContaining("INSUFF_ACCESS_RIGHTS");
            assertThatThrownBy(() -> connection.modifyDN(practice.pilot(), "CN=y", true))
                    .hasMessageContaining("INSUFF_ACCESS_RIGHTS");
        }
    }

    @Test
    void itsGroupPolicyClientLooksByItself() {
        practice.directory().apply("gpo.minAgeDays", 0);
        practice.directory().apply("gpo.intervalSeconds", 1);
        Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
        while (!practice.domainAge().equals("0") && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(practice.domainAge()).isEqualTo("0");
    }

    @Test
    void aTakenPortIsNamed() {
        var at = practice.directory().describe();
        DirectorySettings same = new DirectorySettings(
                folder.resolve("second"),
                at.host(),
                at.port(),
                new DirectorySettings.ServerKey(
                        folder.resolve("server.pem"), folder.resolve("server.key"), practice.ca()));
        assertThatThrownBy(() -> MemoryDirectory.start(same, Clock.systemUTC()))
                .isInstanceOf(DirectoryTrouble.class)
                .hasMessageContaining("in-memory directory did not start");
    }

    @Test
    void passwordFilesAreTheirOwnersOnly() throws Exception {
        Path file = practice.directory().describe().accounts().connector().passwordFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
