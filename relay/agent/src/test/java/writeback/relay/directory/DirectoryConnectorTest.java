package writeback.relay.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectorySettings.Reach;
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
    void aCertificateOfAnotherNameIsRefused() {
        assertThat(trouble("dc9.contoso.test", "contoso.test", directory.account())
                        .why())
                .isEqualTo(Cause.UNREACHABLE);
    }

    @Test
    void aDomainThatIsNotOursIsRefused() {
        assertThat(trouble("dc1.contoso.test", "fabrikam.test", directory.account()))
                .hasMessageContaining("not fabrikam.test");
    }

    @Test
    void aWrongPasswordIsDeniedAndNeverRepeated() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong"), "hunter2 is wrong");
        DirectoryTrouble trouble = trouble(
                "dc1.contoso.test",
                "contoso.test",
                new Account(directory.account().name(), wrong));

        assertThat(trouble.why()).isEqualTo(Cause.DENIED);
        assertThat(trouble).hasMessageNotContaining("hunter2").hasNoCause();
    }

    @Test
    void anEmptyOrMissingPasswordFileDoesNotBindAsNobody() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), "\r\n");
        String name = directory.account().name();
        assertThat(trouble("dc1.contoso.test", "contoso.test", new Account(name, empty)))
                .hasMessageContaining("is empty");
        assertThat(trouble("dc1.contoso.test", "contoso.test", new Account(name, folder.resolve("none"))))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void aServerThatAcceptsAndSaysNothingIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            DirectorySettings settings = directory.settings();
            DirectoryConnector connector = new DirectoryConnector(new DirectorySettings(
                    new Reach(
                            settings.reach().host(),
                            silent.getLocalPort(),
                            settings.reach().caFile(),
                            settings.reach().addresses()),
                    settings.domain(),
                    settings.sysvol(),
                    settings.pilotOu(),
                    settings.accounts(),
                    settings.sync()));
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> assertThatThrownBy(() -> connector.open(directory.account()))
                            .isInstanceOf(DirectoryTrouble.class));
        }
    }

    private static DirectoryTrouble trouble(String host, String domain, Account account) {
        DirectoryConnector connector =
                new DirectoryConnector(directory.settings(host, domain, account, folder.resolve("sysvol")));
        return catchThrowableOfType(DirectoryTrouble.class, () -> connector.open(account));
    }
}
