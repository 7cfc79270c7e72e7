package writeback.relay.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.directory.SmallDirectory;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/** A domain controller that says that it takes no writes (LDAP_CAP_ACTIVE_DIRECTORY_PARTIAL_SECRETS_OID). */
class ReadOnlyControllerTest {

    private static final String TESTER = "CN=tester," + SmallDirectory.PILOT_OU;

    @TempDir
    private Path folder;

    private final AtomicInteger writes = new AtomicInteger();
    private SmallDomain domain;

    @BeforeEach
    void start() throws Exception {
        domain = new SmallDomain(folder);
        domain.directory.add("dn: " + SmallDirectory.PILOT_OU, "objectClass: organizationalUnit");
        domain.directory.add("dn: " + TESTER, "objectClass: user", "sAMAccountName: tester");
        domain.directory.onEntry(ReadOnlyControllerTest::readOnly);
        domain.directory.onModify((request, controls) -> writes.incrementAndGet());
    }

    @AfterEach
    void stop() {
        domain.close();
    }

    @Test
    void noChangeIsMadeThere() throws Exception {
        SetMinimumPasswordAge set =
                new SetMinimumPasswordAge("contoso.test", SmallDomain.DEFAULT, "Default Domain Policy", 1, 0);

        assertThat(domain.operation(SetMinimumPasswordAge.OPERATION).run(domain.context(set)))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.code()).isEqualTo("pdc-emulator-failed");
                    assertThat(failed.detail()).startsWith("PDC emulator: dc1.contoso.test");
                });
        assertThat(writes).hasValue(0);
    }

    @Test
    void noRehearsalIsMadeThere() throws Exception {
        assertThat(domain.operation(RehearsePolicy.OPERATION)
                        .run(domain.context(new RehearsePolicy("contoso.test", TESTER))))
                .isEqualTo(new Outcome.Failed(
                        "read-only",
                        "dc1.contoso.test is a read-only domain controller: name another in directory.host"));
        assertThat(writes).hasValue(0);
    }

    private static Entry readOnly(Entry entry) {
        if (!entry.getDN().isEmpty()) {
            return entry;
        }
        Entry shown = entry.duplicate();
        shown.addAttribute("supportedCapabilities", "1.2.840.113556.1.4.1920");
        return shown;
    }
}
