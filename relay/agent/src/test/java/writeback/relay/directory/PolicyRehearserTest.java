package writeback.relay.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.protocol.message.PolicyRehearsal;
import writeback.relay.protocol.message.PolicyRehearsal.Conclusion;

class PolicyRehearserTest {

    private static final String ACCOUNT = "CN=Pilot Test," + SmallDirectory.PILOT_OU;
    private static final String REFUSED = "0000052D: SvcErr: DSID-031A124C, problem 5003 (WILL_NOT_PERFORM), data 0";

    @TempDir
    private Path folder;

    private SmallDirectory directory;
    private final List<String> passwords = new ArrayList<>();
    private final List<String> writes = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        directory = new SmallDirectory(folder);
        directory.add("dn: " + SmallDirectory.PILOT_OU, "objectClass: organizationalUnit");
        directory.add("dn: " + ACCOUNT, "objectClass: user", "sAMAccountName: pilot", "pwdLastSet: " + ticksNow());
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void twoResetsAndARefusedReuseProveIt() throws Exception {
        refuseReset(3, ResultCode.UNWILLING_TO_PERFORM, REFUSED);
        PolicyRehearsal rehearsal = rehearse();

        assertThat(rehearsal.conclusion()).isEqualTo(Conclusion.PROVEN);
        assertThat(rehearsal.resets())
                .containsExactly(
                        new PolicyRehearsal.Reset("first", 0, ""),
                        new PolicyRehearsal.Reset("second", 0, ""),
                        new PolicyRehearsal.Reset("reuse", 53, "0000052D"));
        assertThat(passwords.get(0)).isNotEqualTo(passwords.get(1));
        assertThat(passwords.get(2)).isEqualTo(passwords.get(1));
        assertThat(writes).containsExactly("lockoutTime=0", "pwdLastSet=0", "pwdLastSet=-1");
        assertThat(rehearsal.toString()).doesNotContain(passwords);
    }

    @Test
    void aFirstResetThatIsTooYoungIsRefused() throws Exception {
        refuseReset(1, ResultCode.UNWILLING_TO_PERFORM, REFUSED);
        PolicyRehearsal rehearsal = rehearse();

        assertThat(rehearsal.conclusion()).isEqualTo(Conclusion.REFUSED);
        assertThat(rehearsal.resets()).containsExactly(new PolicyRehearsal.Reset("first", 53, "0000052D"));
        assertThat(writes).isEmpty();
    }

    @Test
    void aFirstResetOnAnOldPasswordProvesNothingWhenTheSecondIsRefused() throws Exception {
        refuseReset(2, ResultCode.CONSTRAINT_VIOLATION, REFUSED);
        assertThat(rehearse().conclusion()).isEqualTo(Conclusion.REFUSED);
    }

    @Test
    void missingRightsSayNothingOfThePolicy() throws Exception {
        refuseReset(1, ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "00000005: SecErr: DSID-031A11ED");
        PolicyRehearsal rehearsal = rehearse();

        assertThat(rehearsal.conclusion()).isEqualTo(Conclusion.CANNOT_TELL);
        assertThat(rehearsal.resets()).containsExactly(new PolicyRehearsal.Reset("first", 50, "00000005"));
    }

    @Test
    void anAgeThatIsWaivedProvesNothing() throws Exception {
        directory.modify("dn: " + ACCOUNT, "changetype: modify", "replace: pwdLastSet", "pwdLastSet: 0");
        refuseReset(3, ResultCode.UNWILLING_TO_PERFORM, REFUSED);
        PolicyRehearsal rehearsal = rehearse();

        assertThat(rehearsal.conclusion()).isEqualTo(Conclusion.CANNOT_TELL);
        assertThat(rehearsal.detail()).contains("waives");
        assertThat(passwords).hasSize(1);
    }

    @Test
    void aPasswordTimeThatDidNotMoveProvesNothing() throws Exception {
        directory.modify(
                "dn: " + ACCOUNT, "changetype: modify", "replace: pwdLastSet", "pwdLastSet: 133761024000000000");
        assertThat(rehearse().conclusion()).isEqualTo(Conclusion.CANNOT_TELL);
    }

    @Test
    void aPasswordTimeThatIsHiddenProvesNothing() throws Exception {
        directory.modify("dn: " + ACCOUNT, "changetype: modify", "delete: pwdLastSet");
        assertThat(rehearse().conclusion()).isEqualTo(Conclusion.CANNOT_TELL);
    }

    @Test
    void aServerThatTakesTheSamePasswordAgainProvesNothing() throws Exception {
        assertThat(rehearse().conclusion()).isEqualTo(Conclusion.CANNOT_TELL);
    }

    @Test
    void aReuseRefusedForAnotherReasonProvesNothing() throws Exception {
        refuseReset(3, ResultCode.BUSY, "00002024: busy");
        assertThat(rehearse().conclusion()).isEqualTo(Conclusion.CANNOT_TELL);
    }

    @Test
    void whatWritebackAlsoWritesIsToldWhenItIsRefused() throws Exception {
        directory.onModify((request, controls) -> {
            note(request);
            if (passwords.size() == 3 && writes.isEmpty()) {
                throw new LDAPException(ResultCode.UNWILLING_TO_PERFORM, REFUSED);
            }
            if (!writes.isEmpty()) {
                throw new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "no");
            }
        });
        PolicyRehearsal rehearsal = rehearse();
        assertThat(rehearsal.conclusion()).isEqualTo(Conclusion.PROVEN);
        assertThat(rehearsal.detail())
                .isEqualTo("not written: lockoutTime=0 (LDAP 50), pwdLastSet=0 (LDAP 50), pwdLastSet=-1 (LDAP 50)");
    }

    private void refuseReset(int number, ResultCode code, String message) {
        directory.onModify((request, controls) -> {
            note(request);
            if (request.getModifications().get(0).getAttributeName().equals("unicodePwd")) {
                assertThat(controls).singleElement().satisfies(control -> assertThat(isHint(control))
                        .isTrue());
                if (passwords.size() == number) {
                    throw new LDAPException(code, message);
                }
            }
        });
    }

    private static boolean isHint(Control control) {
        return control.getOID().equals("1.2.840.113556.1.4.2239")
                && control.isCritical()
                && Arrays.equals(control.getValue().getValue(), new byte[] {0x30, 3, 2, 1, 1});
    }

    private void note(ModifyRequest request) {
        var modification = request.getModifications().get(0);
        if (modification.getAttributeName().equals("unicodePwd")) {
            passwords.add(new String(modification.getValueByteArrays()[0], StandardCharsets.UTF_16LE));
        } else {
            writes.add(modification.getAttributeName() + "=" + modification.getValues()[0]);
        }
    }

    private PolicyRehearsal rehearse() throws DirectoryTrouble {
        try (DomainSession session = directory.session()) {
            return new PolicyRehearser(
                            session, ACCOUNT, PolicyHints.control(session).orElseThrow(), Clock.systemUTC())
                    .run();
        }
    }

    private static long ticksNow() {
        return (Instant.now().getEpochSecond() + 11_644_473_600L) * 10_000_000L;
    }
}
