package writeback.relay.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectorySettings.SyncSide;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.SmallDirectory;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PolicyRehearsal;
import writeback.relay.protocol.message.PolicyRehearsal.Conclusion;
import writeback.relay.protocol.message.PolicyRehearsal.Elsewhere;
import writeback.relay.protocol.plan.RehearsePolicy;

/** Every name but {@code dc1} leads to a server whose certificate does not carry it: nobody else can be asked. */
class RehearsalElsewhereTest {

    private static final String ACCOUNT = "CN=Pilot Test," + SmallDirectory.PILOT_OU;
    private static final String DC2 = "dc2.contoso.test";

    @TempDir
    private Path folder;

    private final AtomicInteger resets = new AtomicInteger();
    private SmallDomain domain;

    @BeforeEach
    void start() throws Exception {
        domain = new SmallDomain(folder);
        domain.directory.add("dn: " + SmallDirectory.PILOT_OU, "objectClass: organizationalUnit");
        domain.directory.add(
                "dn: " + ACCOUNT,
                "objectClass: user",
                "sAMAccountName: pilot",
                "pwdLastSet: 1",
                "userAccountControl: 512",
                "objectSid:: " + sid(1106),
                "tokenGroups:: " + sid(513));
        domain.directory.onModify((request, controls) -> {
            resets.incrementAndGet();
            throw new LDAPException(ResultCode.UNWILLING_TO_PERFORM, "0000052D: too young");
        });
    }

    @AfterEach
    void stop() {
        domain.close();
    }

    @Test
    void withoutAnotherToAskThereIsOneAnswer() throws Exception {
        PolicyRehearsal report = rehearse(null);

        assertThat(report.domainController()).isEqualTo("dc1.contoso.test");
        assertThat(report.conclusion()).isEqualTo(Conclusion.REFUSED);
        assertThat(report.elsewhere()).isEmpty();
    }

    @Test
    void theConnectorsIsNotAskedTwiceWhenItIsThePdcEmulator() throws Exception {
        assertThat(rehearse("dc1.contoso.test").elsewhere()).isEmpty();
        assertThat(resets).hasValue(1);
    }

    @Test
    void aConnectorsThatCannotBeReachedIsToldByName() throws Exception {
        assertThat(rehearse(DC2).elsewhere()).singleElement().satisfies(there -> {
            assertCannotTell(there, DC2);
            assertThat(there.detail()).contains(DC2).contains("certificate");
        });
        assertThat(resets).hasValue(1);
    }

    @Test
    void aPdcEmulatorThatCannotBeReachedIsToldBesideWhoAnswered() throws Exception {
        domain.directory.add("dn: CN=Configuration", "objectClass: configuration");
        domain.directory.add("dn: CN=DC9,CN=Configuration", "objectClass: server", "dNSHostName: DC9.contoso.test");
        pdcEmulator("CN=NTDS Settings,CN=DC9,CN=Configuration");

        PolicyRehearsal report = rehearse(DC2);

        assertThat(report.domainController()).isEqualTo("dc1.contoso.test");
        assertThat(report.elsewhere())
                .satisfiesExactly(
                        there -> assertCannotTell(there, "dc9.contoso.test"), there -> assertCannotTell(there, DC2));
    }

    @Test
    void aPdcEmulatorThatCannotBeFoundIsTold() throws Exception {
        pdcEmulator("CN=NTDS Settings,CN=DC8,CN=Configuration");

        assertThat(rehearse(null).elsewhere())
                .singleElement()
                .satisfies(there -> assertCannotTell(there, "PDC emulator of contoso.test"));
    }

    @Test
    void whoIsRefusedAtTheFirstIsTriedNowhereElse() throws Exception {
        domain.directory.put(ACCOUNT, "adminCount", "1");

        assertThat(run(DC2)).isInstanceOf(Outcome.Failed.class);
        assertThat(resets).hasValue(0);
    }

    private static void assertCannotTell(Elsewhere there, String name) {
        assertThat(there.domainController()).isEqualTo(name);
        assertThat(there.conclusion()).isEqualTo(Conclusion.CANNOT_TELL);
        assertThat(there.resets()).isEmpty();
        assertThat(there.detail()).isNotBlank();
    }

    private void pdcEmulator(String settings) throws Exception {
        domain.directory.modify(
                "dn: " + SmallDirectory.BASE,
                "changetype: modify",
                "replace: fSMORoleOwner",
                "fSMORoleOwner: " + settings);
    }

    private PolicyRehearsal rehearse(@Nullable String connectors) throws Exception {
        Outcome outcome = run(connectors);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ProtocolJson.read(((Outcome.Done) outcome).result(), PolicyRehearsal.class);
    }

    private Outcome run(@Nullable String connectors) throws Exception {
        DirectorySettings here = domain.directory.settings();
        DirectorySettings settings = new DirectorySettings(
                here.reach(),
                here.domain(),
                here.sysvol(),
                here.pilotOu(),
                here.accounts(),
                new SyncSide(null, connectors, List.of()));
        return Operations.of(
                        List.of(settings),
                        Optional.empty(),
                        new Bounds(0, 2, List.of("contoso.test"), SmallDirectory.PILOT_OU),
                        domain.data)
                .find(RehearsePolicy.OPERATION)
                .orElseThrow()
                .run(domain.context(new RehearsePolicy("contoso.test", ACCOUNT)));
    }

    private static String sid(int relativeId) {
        return Base64.getEncoder()
                .encodeToString(
                        SecurityIdentifier.parse("S-1-5-21-1-2-3-" + relativeId).bytes());
    }
}
