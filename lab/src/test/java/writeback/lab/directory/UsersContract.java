package writeback.lab.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Entry;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import writeback.lab.directory.SampleUsers.SampleUser;
import writeback.lab.directory.SampleUsers.Trait;

/** The sample users: each shows what it is there for, and the connector account fares with it as it should. */
abstract class UsersContract {

    private static final int DACL_PROTECTED = 0x1000;
    private static final int LOCKED = 0x10;
    private static final String ORDINARY = SampleUsers.ALL.get(0).person().dn();
    private static final String CONNECTOR =
            PracticeDomain.service(PracticeDomain.CONNECTOR).dn();

    private final Supplier<Practice> running;
    private Practice practice;

    UsersContract(Supplier<Practice> running) {
        this.running = running;
    }

    @BeforeEach
    void atNoMinimumAge() {
        practice = running.get();
        practice.reset();
        practice.directory().apply("domain.minAgeDays", 0);
    }

    @Test
    void everySampleUserIsThereUnderItsName() {
        try (DirectoryClient reading = practice.reading()) {
            for (SampleUser user : SampleUsers.ALL) {
                Entry entry = reading.read(user.person().dn(), "userPrincipalName", "objectClass");
                assertThat(entry.getAttributeValue("userPrincipalName"))
                        .isEqualTo(user.person().userPrincipalName());
                assertThat(entry.hasAttributeValue("objectClass", "inetOrgPerson"))
                        .isEqualTo(user.is(Trait.INET_ORG_PERSON));
            }
        }
    }

    @Test
    void theConnectorWritesBackForOrdinaryUsersAndNotForProtectedOnes() {
        try (DirectoryClient connector = practice.connector()) {
            for (SampleUser user : SampleUsers.ALL) {
                boolean refused = user.is(Trait.ADMINISTRATOR)
                        || user.is(Trait.FORMER_ADMINISTRATOR)
                        || user.is(Trait.INHERITANCE_OFF)
                        || user.is(Trait.INET_ORG_PERSON);
                assertThat(connector.hintedReset(user.person().dn(), PasswordFiles.random()))
                        .as(user.person().sam())
                        .startsWith(refused ? "50" : "0");
            }
        }
    }

    @Test
    void aPsoBindsOneUserThroughAGroupInAGroup() {
        String bound = SampleUsers.with(Trait.BOUND_BY_PSO).person().dn();
        try (DirectoryClient connector = practice.connector()) {
            assertThat(connector.read(bound, "msDS-ResultantPSO").getAttributeValue("msDS-ResultantPSO"))
                    .startsWithIgnoringCase("CN=Strict passwords,");
            practice.directory().apply("user.psoMinAgeDays", 1);
            connector.reset(bound, PasswordFiles.random());
            assertThat(connector.hintedReset(bound, PasswordFiles.random())).isEqualTo("53 0000052D");
            practice.directory().apply("user.psoMinAgeDays", 0);
            assertThat(connector.hintedReset(bound, PasswordFiles.random())).isEqualTo("0");
        }
    }

    @Test
    void accessListsAreShownToWhoAsksForThemAloneAndSayWhereInheritanceIsOff() {
        try (DirectoryClient reading = practice.reading()) {
            for (SampleUser user : SampleUsers.ALL) {
                boolean off = user.is(Trait.ADMINISTRATOR)
                        || user.is(Trait.FORMER_ADMINISTRATOR)
                        || user.is(Trait.INHERITANCE_OFF);
                byte[] descriptor = reading.accessList(user.person().dn());
                int control = (descriptor[2] & 0xFF) | (descriptor[3] & 0xFF) << 8;
                assertThat((control & DACL_PROTECTED) != 0)
                        .as(user.person().sam())
                        .isEqualTo(off);
            }
            assertThat(reading.read(ORDINARY, "nTSecurityDescriptor").hasAttribute("nTSecurityDescriptor"))
                    .isFalse();
            assertThat(reading.accessList(PracticeDomain.BASE)).isNotEmpty();
            assertThat(reading.accessList(PracticeDomain.PEOPLE)).isNotEmpty();
            assertThat(reading.accessList(PracticeDomain.policyDn(PracticeDomain.DEFAULT_DOMAIN_POLICY)))
                    .isNotEmpty();
        }
    }

    @Test
    void theLockedUserIsLockedUntilSomebodyWritesBack() {
        String locked = SampleUsers.with(Trait.LOCKED).person().dn();
        practice.directory().apply("user.locked", true);
        try (DirectoryClient connector = practice.connector()) {
            assertThat(connector.flags(locked, "msDS-User-Account-Control-Computed") & LOCKED)
                    .isEqualTo(LOCKED);
            assertThat(connector.write(locked, "lockoutTime", "0")).isEqualTo("0");
            assertThat(connector.flags(locked, "msDS-User-Account-Control-Computed") & LOCKED)
                    .isZero();
        }
    }

    @Test
    void disabledExpiredAndProtectedUsersSaySo() {
        try (DirectoryClient reading = practice.reading()) {
            assertThat(reading.flags(SampleUsers.with(Trait.DISABLED).person().dn(), "userAccountControl") & 2)
                    .isEqualTo(2);
            assertThat(reading.flags(SampleUsers.with(Trait.EXPIRED).person().dn(), "accountExpires"))
                    .isEqualTo(132223104000000000L);
            assertThat(reading.flags(
                            SampleUsers.with(Trait.ADMINISTRATOR).person().dn(), "adminCount"))
                    .isEqualTo(1);
            Entry former = reading.read(
                    SampleUsers.with(Trait.FORMER_ADMINISTRATOR).person().dn(), "adminCount", "memberOf");
            assertThat(former.getAttributeValue("adminCount")).isEqualTo("1");
            assertThat(former.hasAttribute("memberOf")).isFalse();
        }
    }

    @Test
    void theConnectorAccountHasTheRightsThatTheKeyGivesIt() {
        assertThat(resetUnlockExpire("none")).containsExactly("50", "50", "50");
        assertThat(resetUnlockExpire("noPwdLastSet")).containsExactly("0", "0", "50");
        assertThat(resetUnlockExpire("denied")).containsExactly("50", "0", "0");
        assertThat(resetUnlockExpire("all")).containsExactly("0", "0", "0");
    }

    private List<String> resetUnlockExpire(String rights) {
        practice.directory().apply("connector.rights", rights);
        try (DirectoryClient connector = practice.connector()) {
            return List.of(
                            connector.hintedReset(ORDINARY, PasswordFiles.random()),
                            connector.write(ORDINARY, "lockoutTime", "0"),
                            connector.write(ORDINARY, "pwdLastSet", "-1"))
                    .stream()
                    .map(answer -> answer.split(" ")[0])
                    .toList();
        }
    }

    @Test
    void theConnectorAccountCanBeDisabledExpiredAndMadeAnAdministrator() {
        practice.directory().apply("connector.domainAdmin", true);
        try (DirectoryClient connector = practice.connector()) {
            Entry account = connector.read(CONNECTOR, "description", "memberOf", "tokenGroups");
            assertThat(account.getAttributeValue("description"))
                    .startsWith(
                            "Account created by Microsoft Azure Active Directory Connect with installation identifier");
            assertThat(account.getAttributeValue("memberOf")).startsWithIgnoringCase("CN=Domain Admins,");
            assertThat(Arrays.stream(account.getAttributeValueByteArrays("tokenGroups"))
                            .map(sid -> (sid[sid.length - 4] & 0xFF) | (sid[sid.length - 3] & 0xFF) << 8))
                    .contains(512, 513);
        }
        practice.directory().apply("connector.domainAdmin", false);
        practice.directory().apply("connector.disabled", true);
        assertThatThrownBy(() -> practice.connector().close()).hasMessageContaining("data 533");
        practice.directory().apply("connector.disabled", false);
        practice.directory().apply("connector.expired", true);
        assertThatThrownBy(() -> practice.connector().close()).hasMessageContaining("data 701");
        practice.directory().apply("connector.expired", false);
        practice.connector().close();
    }

    @Test
    void aSecondDomainOfTheForestIsNamedByItsCrossReference() {
        String partitions = "CN=Partitions,CN=Configuration," + PracticeDomain.BASE;
        String domains = "(&(objectClass=crossRef)(systemFlags:1.2.840.113556.1.4.803:=2))";
        try (DirectoryClient reading = practice.reading()) {
            assertThat(reading.search(partitions, domains)).hasSize(1);
            practice.directory().apply("forest.otherDomain", true);
            assertThat(reading.search(partitions, domains)).hasSize(2);
            assertThat(reading.read("CN=EU," + partitions, "dnsRoot").getAttributeValue("dnsRoot"))
                    .isEqualTo("eu.contoso.test");
            practice.directory().apply("forest.otherDomain", false);
            assertThat(reading.search(partitions, domains)).hasSize(1);
        }
    }
}
