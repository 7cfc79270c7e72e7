package writeback.lab.grouppolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFolderTest {

    @TempDir
    Path folder;

    @Test
    void aTemplateIsUtf16WithItsMarkAndKeepsForeignLines() throws Exception {
        Path file = folder.resolve("Machine/Microsoft/Windows NT/SecEdit/gpttmpl.INF");
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                ("\uFEFF[Unicode]\r\nUnicode=yes\r\n[System Access]\r\nMinimumPasswordLength = 12\r\n"
                                + "MINIMUMPASSWORDAGE=5\r\n[Event Audit]\r\nAuditLogonEvents = 3\r\n")
                        .getBytes(StandardCharsets.UTF_16LE));
        PolicyFolder policy = new PolicyFolder(folder);
        assertThat(policy.minimumAgeDays()).hasValue(5);
        policy.writeMinimumAgeDays(OptionalInt.of(0));
        assertThat(policy.minimumAgeDays()).hasValue(0);
        assertThat(Files.readString(file, StandardCharsets.UTF_16LE))
                .isEqualTo("\uFEFF[Unicode]\r\nUnicode=yes\r\n[System Access]\r\nMinimumPasswordAge = 0\r\n"
                        + "MinimumPasswordLength = 12\r\n[Event Audit]\r\nAuditLogonEvents = 3\r\n");
        policy.writeMinimumAgeDays(OptionalInt.empty());
        assertThat(policy.minimumAgeDays()).isEmpty();
    }

    @Test
    void anAgeInAnotherSectionDoesNotCount() {
        PolicyFolder policy = new PolicyFolder(folder);
        assertThat(policy.minimumAgeDays()).isEmpty();
        assertThat(policy.version()).isZero();
        policy.writeVersion(65539);
        assertThat(policy.version()).isEqualTo(65539);
    }

    @Test
    void theMachineHalfOfAVersionWrapsToOneAndLeavesTheUserHalfAlone() {
        assertThat(Policies.next(0)).isEqualTo(1);
        assertThat(Policies.next(0x0003_FFFFL)).isEqualTo(0x0003_0001L);
    }

    @Test
    void linksAreReadWithTheirOptions() {
        assertThat(PolicyLink.weakestFirst("[LDAP://CN=a;2][LDAP://CN=b;0][ldap://CN=c;1][LDAP://CN=d;0]"))
                .extracting(PolicyLink::dn)
                .containsExactly("CN=b", "CN=d", "CN=a");
    }
}
