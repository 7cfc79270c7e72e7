package writeback.relay.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.SmallDirectory;
import writeback.relay.directory.rights.AccessControlList;
import writeback.relay.directory.rights.Aces;
import writeback.relay.directory.rights.Sddl;
import writeback.relay.directory.rights.SecurityDescriptor;
import writeback.relay.directory.rights.WritebackEntries;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.GrantRights;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/** A change that comes to its first write when it is too late writes nothing. */
class TooLateTest {

    private static final String CONNECTOR = "S-1-5-21-1-2-3-1105";
    private static final String CONTAINER = "CN=Password Settings Container,CN=System," + SmallDirectory.BASE;
    private static final String PSO = "CN=Strict," + CONTAINER;
    private static final String ACCOUNT = "CN=Pilot Test," + SmallDirectory.PILOT_OU;

    @TempDir
    private Path folder;

    private final AtomicInteger modified = new AtomicInteger();
    private SmallDomain domain;

    @BeforeEach
    void start() throws Exception {
        domain = new SmallDomain(folder);
        domain.directory.onModify((request, controls) -> modified.incrementAndGet());
    }

    @AfterEach
    void stop() {
        domain.close();
    }

    @Test
    void theAgeOfAPsoStays() throws Exception {
        domain.directory.add("dn: " + CONTAINER, "objectClass: msDS-PasswordSettingsContainer");
        domain.directory.add(
                "dn: " + PSO, "objectClass: msDS-PasswordSettings", "msDS-MinimumPasswordAge: -864000000000");

        assertTooLate(new SetPsoMinimumAge("contoso.test", PSO, "Strict", Duration.ofDays(1), Duration.ZERO));
    }

    @Test
    void bothStoresOfAGpoStay() throws Exception {
        byte[] before = Files.readAllBytes(domain.template(SmallDomain.DEFAULT));

        assertTooLate(
                new SetMinimumPasswordAge("contoso.test", SmallDomain.DEFAULT, "Default Domain Policy", 1, 0), () -> {
                    assertThat(domain.template(SmallDomain.DEFAULT)).hasBinaryContent(before);
                    assertThat(domain.ini(SmallDomain.DEFAULT)).hasContent("[General]\r\nVersion=65539\r\n");
                    try (var files =
                            Files.list(domain.template(SmallDomain.DEFAULT).getParent())) {
                        assertThat(files).singleElement();
                    }
                });
    }

    @Test
    void anAccessListStays() throws Exception {
        byte[] administrators = Aces.sid("S-1-5-32-544");
        byte[] list = Aces.list(Aces.plain(0, 0, 0x20094, "S-1-5-11"));
        byte[] descriptor = Aces.join(
                Aces.head(0x8404, 20, 20 + administrators.length, 0, 20 + 2 * administrators.length),
                administrators,
                administrators,
                list);
        domain.directory.put(SmallDirectory.BASE, "nTSecurityDescriptor", descriptor);

        assertTooLate(new GrantRights(
                "contoso.test",
                SmallDirectory.BASE,
                CONNECTOR,
                "CONTOSO\\MSOL_1",
                WritebackEntries.of(new SecurityIdentifier(CONNECTOR)).stream()
                        .map(Sddl::text)
                        .toList(),
                SecurityDescriptor.read(descriptor)
                        .dacl()
                        .map(AccessControlList::fingerprint)
                        .orElseThrow()));
    }

    @Test
    void noPasswordIsReset() throws Exception {
        domain.directory.add("dn: " + SmallDirectory.PILOT_OU, "objectClass: organizationalUnit");
        domain.directory.add(
                "dn: " + ACCOUNT,
                "objectClass: user",
                "sAMAccountName: pilot",
                "pwdLastSet: 1",
                "userAccountControl: 512",
                "objectSid:: " + sid(1106),
                "tokenGroups:: " + sid(513));

        assertTooLate(new RehearsePolicy("contoso.test", ACCOUNT));
    }

    private void assertTooLate(Action action) throws Exception {
        assertTooLate(action, () -> {});
    }

    private void assertTooLate(Action action, Check untouched) throws Exception {
        Operation operation = domain.operation(
                action.operation(),
                new Bounds(0, 2, List.of("contoso.test"), SmallDirectory.PILOT_OU, List.of(CONNECTOR)));
        OperationContext inTime = domain.context(action);

        assertLate(operation.run(inTime.before(SmallDomain.NOW)));
        Clock afterThePlan = Clock.fixed(SmallDomain.NOW.plusSeconds(600), ZoneOffset.UTC);
        assertLate(operation.run(new OperationContext(Map.of(), inTime.change(), afterThePlan, domain.data)));
        assertThat(modified).hasValue(0);
        if (!(action instanceof RehearsePolicy)) {
            assertThat(operation.observe(inTime))
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.code())
                            .isEqualTo("not-applied"));
        }
        untouched.check();
        operation.run(inTime.before(SmallDomain.NOW.plusSeconds(1)));
        assertThat(modified).as("in time").hasPositiveValue();
    }

    /** Looks at what is stored elsewhere than in the directory. */
    @FunctionalInterface
    private interface Check {
        void check() throws Exception;
    }

    private static void assertLate(Outcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("too-late");
            assertThat(failed.detail()).startsWith("nothing was changed");
        });
    }

    private static String sid(int relativeId) {
        return Base64.getEncoder()
                .encodeToString(
                        SecurityIdentifier.parse("S-1-5-21-1-2-3-" + relativeId).bytes());
    }
}
