package writeback.relay.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.directory.SmallDirectory;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Applied;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

class SetMinimumAgeOfPsoTest {

    private static final String CONTAINER = "CN=Password Settings Container,CN=System," + SmallDirectory.BASE;
    private static final String PSO = "CN=Strict," + CONTAINER;
    private static final String AGE = "msDS-MinimumPasswordAge";
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private SmallDomain domain;

    @BeforeEach
    void start() throws Exception {
        domain = new SmallDomain(folder);
        domain.directory.add("dn: " + CONTAINER, "objectClass: msDS-PasswordSettingsContainer");
        domain.directory.add("dn: " + PSO, "objectClass: msDS-PasswordSettings", AGE + ": -864000000000");
    }

    @AfterEach
    void stop() {
        domain.close();
    }

    @Test
    void theAgeIsSetReadBackAndKept() throws Exception {
        Outcome outcome = run(DAY, Duration.ZERO);

        assertThat(domain.directory.value(PSO, AGE)).isEqualTo("0");
        Applied applied = ProtocolJson.read(((Outcome.Done) outcome).result(), Applied.class);
        assertThat(applied.domainController()).isEqualTo("dc1.contoso.test");
        assertThat(Path.of(applied.backup()).resolve("README.txt"))
                .content()
                .contains(
                        "-864000000000",
                        "Set-ADFineGrainedPasswordPolicy -Identity \"" + PSO + "\" -MinPasswordAge 1.00:00:00")
                .doesNotContain("${");
        assertThat(observe(DAY, Duration.ZERO)).isInstanceOf(Outcome.Done.class);
        assertThat(run(Duration.ZERO, DAY)).as("taken back").isInstanceOf(Outcome.Done.class);
        assertThat(domain.directory.value(PSO, AGE)).isEqualTo("-864000000000");
    }

    @Test
    void anotherValueThanThePlanExpectsIsLeftAlone() throws Exception {
        assertFailed(run(Duration.ofDays(2), Duration.ZERO), "precondition-failed");
        assertThat(domain.directory.value(PSO, AGE)).isEqualTo("-864000000000");
    }

    @Test
    void nothingButAPsoInItsContainerIsTouched() throws Exception {
        domain.directory.add(
                "dn: CN=Elsewhere," + SmallDirectory.BASE,
                "objectClass: msDS-PasswordSettings",
                AGE + ": -864000000000");
        domain.directory.add("dn: CN=Other," + CONTAINER, "objectClass: container", AGE + ": -864000000000");
        for (String dn :
                new String[] {"CN=Elsewhere," + SmallDirectory.BASE, "CN=Other," + CONTAINER, "CN=gone", "x"}) {
            assertFailed(run(new SetPsoMinimumAge("contoso.test", dn, "x", DAY, Duration.ZERO)), "directory-failed");
        }
        assertThat(domain.directory.value("CN=Other," + CONTAINER, AGE)).isEqualTo("-864000000000");
    }

    @Test
    void theOwnersBoundsHoldWhateverWasApproved() throws Exception {
        assertThat(run(DAY, Duration.ofDays(2).plusSeconds(1)))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("out-of-bounds"));
    }

    @Test
    void aRefusalAndASilenceAreToldApart() throws Exception {
        domain.directory.onModify((request, controls) -> {
            throw new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "no");
        });
        assertFailed(run(DAY, Duration.ZERO), "not-written");
        domain.directory.onModify((request, controls) -> {
            throw new LDAPException(ResultCode.SERVER_DOWN, "cut off");
        });
        assertFailed(run(DAY, Duration.ZERO), "not-written");
        domain.directory.onModify((request, controls) -> {
            domain.directory.put(PSO, AGE, "0");
            throw new LDAPException(ResultCode.SERVER_DOWN, "cut off");
        });
        assertThat(run(DAY, Duration.ZERO)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatWasCutOffIsToldByALook() throws Exception {
        assertFailed(observe(DAY, Duration.ZERO), "not-applied");
        run(DAY, Duration.ZERO);
        domain.directory.put(PSO, AGE, "-864000000000");
        assertFailed(observe(DAY, Duration.ZERO), "not-applied");
        domain.directory.put(PSO, AGE, "-36000000000");
        assertThat(observe(DAY, Duration.ZERO))
                .isInstanceOfSatisfying(Outcome.InDoubt.class, doubt -> assertThat(doubt.detail())
                        .contains("backups"));
    }

    private Outcome run(Duration before, Duration after) throws Exception {
        return run(new SetPsoMinimumAge("contoso.test", PSO, "Strict", before, after));
    }

    private Outcome run(SetPsoMinimumAge action) throws Exception {
        return domain.operation(SetPsoMinimumAge.OPERATION).run(domain.context(action));
    }

    private Outcome observe(Duration before, Duration after) throws Exception {
        return domain.operation(SetPsoMinimumAge.OPERATION)
                .observe(domain.context(new SetPsoMinimumAge("contoso.test", PSO, "Strict", before, after)));
    }

    private static void assertFailed(Outcome outcome, String code) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.code())
                .isEqualTo(code));
    }
}
