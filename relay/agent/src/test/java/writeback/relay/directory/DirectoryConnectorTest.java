package writeback.relay.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.signin.SignIn;
import writeback.relay.protocol.fact.Cause;

class DirectoryConnectorTest {

    @TempDir
    private static Path folder;

    private static SmallDirectory directory;

    @BeforeAll
    static void start() throws Exception {
        directory = new SmallDirectory(folder.resolve("dc"));
    }

    @AfterAll
    static void stop() {
        directory.close();
    }

    @Test
    void itKnowsWhoAnswersAndThatItIsThePdcEmulator() throws Exception {
        directory.modify(
                "dn: " + SmallDirectory.BASE,
                "changetype: modify",
                "replace: fSMORoleOwner",
                "fSMORoleOwner: CN=NTDS Settings,CN=DC1,CN=Configuration");
        try (DomainSession session = directory.session()) {
            assertThat(session.host()).isEqualTo("dc1.contoso.test");
            assertThat(session.isPdcEmulator()).isTrue();
        }
    }

    @Test
    void aPdcEmulatorThatDoesNotAnswerLeavesTheConfiguredOne() throws Exception {
        // The fixed address leads there, but the certificate is not that name's.
        directory.add("dn: CN=Configuration", "objectClass: container");
        directory.add("dn: CN=DC2,CN=Configuration", "objectClass: server", "dNSHostName: dc2.contoso.test");
        directory.modify(
                "dn: " + SmallDirectory.BASE,
                "changetype: modify",
                "replace: fSMORoleOwner",
                "fSMORoleOwner: CN=NTDS Settings,CN=DC2,CN=Configuration");
        try (DomainSession session = directory.session()) {
            assertThat(session.host()).isEqualTo("dc1.contoso.test");
            assertThat(session.pdcEmulator()).contains("dc2.contoso.test");
            assertThat(session.isPdcEmulator()).isFalse();
        }
    }

    @Test
    void aCertificateOfAnotherNameIsRefusedAndTold() {
        DirectoryTrouble trouble = trouble("dc9.contoso.test", "contoso.test", directory.account());

        assertThat(trouble.why()).isEqualTo(Cause.UNREACHABLE);
        assertThat(trouble)
                .hasMessageContaining("the certificate is not for dc9.contoso.test, but for dc1.contoso.test");
    }

    @Test
    void anExpiredCertificateIsRefusedAndTold() throws Exception {
        try (SmallDirectory expired = new SmallDirectory(folder.resolve("expired"), "10", "-startdate", "-20d")) {
            DirectoryTrouble trouble = catchThrowableOfType(DirectoryTrouble.class, expired::session);

            assertThat(trouble.why()).isEqualTo(Cause.UNREACHABLE);
            assertThat(trouble).hasMessageContaining("the certificate of CN=dc1.contoso.test expired at ");
        }
    }

    @Test
    void aCertificateThatIsNotValidYetIsRefusedAndTold() throws Exception {
        try (SmallDirectory early = new SmallDirectory(folder.resolve("early"), "10", "-startdate", "+2d")) {
            assertThat(catchThrowableOfType(DirectoryTrouble.class, early::session))
                    .hasMessageContaining("the certificate of CN=dc1.contoso.test is not valid before ");
        }
    }

    @Test
    void anAuthorityThatIsNotOursIsRefusedAndTold() throws Exception {
        try (SmallDirectory foreign = new SmallDirectory(folder.resolve("foreign"), "91")) {
            DirectoryConnector connector = new DirectoryConnector(directory.settings(foreign.port()));
            DirectoryTrouble trouble =
                    catchThrowableOfType(DirectoryTrouble.class, () -> connector.open(directory.account()));

            assertThat(trouble.why()).isEqualTo(Cause.UNREACHABLE);
            assertThat(trouble)
                    .hasMessageContaining("the certificate comes from CN=dc1.contoso.test, which is not in ca.pem");
        }
    }

    @Test
    void aDomainThatIsNotOursIsRefused() {
        assertThat(trouble("dc1.contoso.test", "fabrikam.test", directory.account()))
                .hasMessageContaining("not fabrikam.test");
    }

    @Test
    void aWrongPasswordIsDeniedAndNeverRepeated() throws Exception {
        Path wrong = SmallDirectory.secret(folder.resolve("wrong"), "hunter2 is wrong");
        DirectoryTrouble trouble = trouble("dc1.contoso.test", "contoso.test", account(wrong));

        assertThat(trouble.why()).isEqualTo(Cause.DENIED);
        assertThat(trouble).hasMessageNotContaining("hunter2").hasNoCause();
    }

    @Test
    void anEmptyOrMissingPasswordFileDoesNotBindAsNobody() throws Exception {
        Path empty = SmallDirectory.secret(folder.resolve("empty"), "\r\n");
        assertThat(trouble("dc1.contoso.test", "contoso.test", account(empty))).hasMessageContaining("is empty");
        assertThat(trouble("dc1.contoso.test", "contoso.test", account(folder.resolve("none"))))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void aPasswordFileThatOthersMayReadIsNotUsed() throws Exception {
        Path open = SmallDirectory.secret(folder.resolve("open"), "hunter2");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(trouble("dc1.contoso.test", "contoso.test", account(open)))
                .hasMessageContaining("is open to others than its owner; run: chmod 600 " + open);
    }

    @Test
    void aServerThatAcceptsAndSaysNothingIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            DirectoryConnector connector = new DirectoryConnector(directory.settings(silent.getLocalPort()));
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(30), () -> assertThatThrownBy(() -> connector.open(directory.account()))
                            .isInstanceOf(DirectoryTrouble.class));
        }
    }

    private static Account account(Path passwordFile) {
        return new Account(directory.account().name(), new SignIn.SimpleBind(passwordFile));
    }

    private static DirectoryTrouble trouble(String host, String domain, Account account) {
        DirectoryConnector connector =
                new DirectoryConnector(directory.settings(host, domain, account, folder.resolve("sysvol")));
        return catchThrowableOfType(DirectoryTrouble.class, () -> connector.open(account));
    }
}
