package writeback.relay.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.AgeSet;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

class SetMinimumPasswordAgeInGpoTest {

    @TempDir
    private Path folder;

    private SmallDomain domain;

    @BeforeEach
    void start() throws Exception {
        domain = new SmallDomain(folder);
    }

    @AfterEach
    void stop() {
        domain.close();
    }

    @Test
    void theWinningGpoGetsTheValueAndANewVersionInBothStores() throws Exception {
        byte[] templateBefore = Files.readAllBytes(domain.template(SmallDomain.DEFAULT));
        byte[] iniBefore = Files.readAllBytes(domain.ini(SmallDomain.DEFAULT));
        Outcome outcome = run(1, 0);

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        AgeSet set = ProtocolJson.read(((Outcome.Done) outcome).result(), AgeSet.class);
        assertThat(set.beforeDays()).isEqualTo(1);
        assertThat(set.afterDays()).isZero();
        assertThat(set.gpoVersion()).isEqualTo(4);
        assertThat(text(templateBefore).replace("Age = 1", "Age = 0"))
                .isEqualTo(text(Files.readAllBytes(domain.template(SmallDomain.DEFAULT))));
        assertThat(domain.ini(SmallDomain.DEFAULT)).hasContent("[General]\r\nVersion=65540\r\n");
        assertThat(domain.version(SmallDomain.DEFAULT)).isEqualTo("65540");
        Path backup = Path.of(set.backup());
        assertThat(backup).isEqualTo(domain.data.resolve("backups/change-1-0"));
        assertThat(backup.resolve("GptTmpl.inf")).hasBinaryContent(templateBefore);
        assertThat(backup.resolve("GPT.INI")).hasBinaryContent(iniBefore);
        assertThat(backup.resolve("attributes.txt")).content().contains("versionNumber: 65539");
        assertThat(backup.resolve("README.txt")).content().contains("1 -> 0").doesNotContain("${");
        assertThat(observe(1, 0)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void anotherValueThanThePlanExpectsIsLeftAlone() throws Exception {
        assertFailed(run(2, 0), "precondition-failed", "found 1 days");
        domain.write(SmallDomain.DEFAULT, 0);
        assertFailed(run(1, 0), "precondition-failed", "found 0 days");
        assertUntouched();
    }

    @Test
    void aGpoThatNoLongerWinsIsLeftAlone() throws Exception {
        domain.gpo(SmallDomain.OTHER, "Stricter", 2);
        domain.links(SmallDomain.OTHER, SmallDomain.DEFAULT);
        assertFailed(run(1, 0), "precondition-failed", "Stricter");
        assertUntouched();
    }

    @Test
    void aGpoAboveThatCannotBeReadStopsTheChange() throws Exception {
        domain.links(SmallDomain.OTHER, SmallDomain.DEFAULT);
        assertFailed(run(1, 0), "directory-failed", "gone");
        assertUntouched();
    }

    @Test
    void differingVersionsStopTheChange() throws Exception {
        Files.writeString(domain.ini(SmallDomain.DEFAULT), "[General]\r\nVersion=65538\r\n");
        assertFailed(run(1, 0), "versions-differ", "directory 3, SYSVOL 2");
    }

    @Test
    void theOwnersBoundsHoldWhateverWasApproved() throws Exception {
        assertRefused(run(1, 3), "bounds.minimum-password-age");
        Operation elsewhere =
                domain.operation(SetMinimumPasswordAge.OPERATION, new Bounds(0, 2, List.of("fabrikam.test"), ""));
        assertRefused(elsewhere.run(domain.context(action(1, 0))), "bounds.domains");
        assertThat(domain.operation(SetMinimumPasswordAge.OPERATION)
                        .run(domain.context(new RehearsePolicy("contoso.test", "CN=x"))))
                .isInstanceOf(Outcome.Refused.class);
        assertUntouched();
    }

    @Test
    void aDirectoryThatRefusesHasTheFilesPutBack() throws Exception {
        domain.directory.onModify((request, controls) -> {
            throw new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "no");
        });
        assertFailed(run(1, 0), "not-written", "put back");
        assertUntouched();
        assertFailed(observe(1, 0), "not-applied", "as it was");
    }

    @Test
    void aConcurrentEditInTheDirectoryIsNotOverwritten() throws Exception {
        domain.directory.onModify((request, controls) -> {
            // Somebody else's edit comes in between: the value that we want to delete is gone.
            if (request.getModifications().get(0).getValues()[0].equals("65539")) {
                throw new LDAPException(ResultCode.NO_SUCH_ATTRIBUTE, "no such value");
            }
        });
        assertFailed(run(1, 0), "not-written", "put back");
        assertUntouched();
    }

    @Test
    void aDirectoryThatDidNotAnswerIsAskedAgainAndHadNotApplied() throws Exception {
        domain.directory.onModify((request, controls) -> {
            throw new LDAPException(ResultCode.SERVER_DOWN, "cut off");
        });
        assertFailed(run(1, 0), "not-written", "put back");
        assertUntouched();
    }

    @Test
    void aDirectoryThatDidNotAnswerIsAskedAgainAndHadApplied() throws Exception {
        domain.directory.onModify((request, controls) -> {
            domain.directory.put(domain.dn(SmallDomain.DEFAULT), "versionNumber", "65540");
            throw new LDAPException(ResultCode.SERVER_DOWN, "cut off");
        });
        assertThat(run(1, 0)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aPdcEmulatorThatCannotBeReachedStopsTheChangeHere() throws Exception {
        domain.directory.add("dn: CN=Configuration", "objectClass: configuration");
        domain.directory.add("dn: CN=DC9,CN=Configuration", "objectClass: server", "dNSHostName: dc9.contoso.test");
        domain.directory.modify(
                "dn: DC=contoso,DC=test",
                "changetype: modify",
                "replace: fSMORoleOwner",
                "fSMORoleOwner: CN=NTDS Settings,CN=DC9,CN=Configuration");
        assertFailed(run(1, 0), "pdc-emulator-unreachable", "dc9.contoso.test");
        assertUntouched();
    }

    @Test
    void aPdcEmulatorThatNobodyNamesStopsTheChange() throws Exception {
        domain.directory.modify("dn: DC=contoso,DC=test", "changetype: modify", "delete: fSMORoleOwner");
        assertFailed(run(1, 0), "pdc-emulator-failed", "does not say");
        assertUntouched();
    }

    @Test
    void nothingOnDiskMeansThatACutOffRunChangedNothing() throws Exception {
        assertFailed(observe(1, 0), "not-applied", "backup");
    }

    @Test
    void aCrashAfterEitherFileIsSeenAsHalfMade() throws Exception {
        run(1, 0);
        Files.writeString(domain.ini(SmallDomain.DEFAULT), "[General]\r\nVersion=65539\r\n");
        setVersion("65539");
        assertThat(observe(1, 0))
                .as("only the template is written")
                .isInstanceOfSatisfying(Outcome.InDoubt.class, doubt -> assertThat(doubt.detail())
                        .contains("half-made"));
        Files.writeString(domain.ini(SmallDomain.DEFAULT), "[General]\r\nVersion=65540\r\n");
        assertThat(observe(1, 0)).as("the template and GPT.INI are written").isInstanceOf(Outcome.InDoubt.class);
        setVersion("65540");
        assertThat(observe(1, 0)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aSecondRunKeepsTheFirstBackup() throws Exception {
        run(1, 0);
        assertThat(run(0, 1)).isInstanceOf(Outcome.Done.class);
        assertThat(domain.data.resolve("backups/change-1-0.2/README.txt")).exists();
        assertThat(domain.data.resolve("backups/change-1-0/README.txt"))
                .content()
                .contains("1 -> 0");
    }

    private void setVersion(String version) throws Exception {
        domain.directory.put(domain.dn(SmallDomain.DEFAULT), "versionNumber", version);
    }

    private Outcome run(int before, int after) throws Exception {
        return domain.operation(SetMinimumPasswordAge.OPERATION).run(domain.context(action(before, after)));
    }

    private Outcome observe(int before, int after) throws Exception {
        return domain.operation(SetMinimumPasswordAge.OPERATION).observe(domain.context(action(before, after)));
    }

    private static SetMinimumPasswordAge action(int before, int after) {
        return new SetMinimumPasswordAge("contoso.test", SmallDomain.DEFAULT, "Default Domain Policy", before, after);
    }

    private void assertUntouched() throws Exception {
        assertThat(domain.version(SmallDomain.DEFAULT)).isEqualTo("65539");
        assertThat(domain.ini(SmallDomain.DEFAULT)).hasContent("[General]\r\nVersion=65539\r\n");
        try (var files = Files.list(domain.template(SmallDomain.DEFAULT).getParent())) {
            assertThat(files).singleElement();
        }
    }

    private static void assertFailed(Outcome outcome, String code, String detail) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(code);
            assertThat(failed.detail()).contains(detail);
        });
    }

    private static void assertRefused(Outcome outcome, String setting) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.setting())
                .isEqualTo(setting));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_16LE);
    }
}
