package writeback.lab.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets in, who may see and write what, and what the directory says of itself. */
abstract class AccessContract {

    private static final String DEFAULT_POLICY = PracticeDomain.policyDn(PracticeDomain.DEFAULT_DOMAIN_POLICY);
    private static final String PEOPLE_MEMBER = PracticeDomain.ORDINARY.get(0).dn();
    private static final String ENABLED_PEOPLE =
            "(&(objectCategory=person)(objectClass=user)(!(userAccountControl:1.2.840.113556.1.4.803:=2)))";

    private final Supplier<Practice> running;
    private Practice practice;

    AccessContract(Supplier<Practice> running) {
        this.running = running;
    }

    @BeforeEach
    void asAtTheStart() {
        practice = running.get();
        practice.reset();
    }

    @Test
    void theReadingAccountChangesNothing() {
        try (DirectoryClient reading = practice.reading()) {
            assertThat(reading.reset(practice.pilot(), PasswordFiles.random())).startsWith("50");
            assertThat(reading.write(practice.pilot(), "lockoutTime", "0")).startsWith("50");
            assertThat(reading.write(PracticeDomain.BASE, "minPwdAge", "0")).startsWith("50");
            assertThat(reading.write(DEFAULT_POLICY, "versionNumber", "9")).startsWith("50");
            assertThat(reading.writable(DEFAULT_POLICY)).doesNotContain("versionNumber");
        }
    }

    @Test
    void theConnectorAccountResetsUnlocksAndExpiresUsersOfTheDomain() {
        try (DirectoryClient connector = practice.connector()) {
            assertThat(connector.reset(PEOPLE_MEMBER, PasswordFiles.random())).isEqualTo("0");
            assertThat(connector.write(PEOPLE_MEMBER, "lockoutTime", "0")).isEqualTo("0");
            assertThat(connector.write(PEOPLE_MEMBER, "pwdLastSet", "0")).isEqualTo("0");
            assertThat(connector.write(PEOPLE_MEMBER, "displayName", "Somebody else"))
                    .startsWith("50");
            assertThat(connector.writable(PEOPLE_MEMBER)).contains("lockoutTime", "pwdLastSet");
        }
    }

    @Test
    void theRehearsalAccountReachesNoFurtherThanThePilotUnit() {
        try (DirectoryClient rehearsal = practice.rehearsal()) {
            assertThat(rehearsal.writable(practice.pilot())).contains("lockoutTime", "pwdLastSet");
            assertThat(rehearsal.writable(PEOPLE_MEMBER)).doesNotContain("lockoutTime", "pwdLastSet");
            assertThat(rehearsal.write(PEOPLE_MEMBER, "lockoutTime", "0")).startsWith("50");
        }
    }

    @Test
    void theChangingAccountWritesTheDefaultPolicyAsLongAsItMay() {
        try (DirectoryClient changing = practice.changing()) {
            assertThat(changing.writable(DEFAULT_POLICY)).contains("versionNumber", "gPCMachineExtensionNames");
            String version = changing.read(DEFAULT_POLICY, "versionNumber").getAttributeValue("versionNumber");
            assertThat(changing.write(DEFAULT_POLICY, "versionNumber", version)).isEqualTo("0");
            practice.directory().apply("gpo.changingAccountMayWrite", false);
            assertThat(changing.writable(DEFAULT_POLICY)).doesNotContain("versionNumber", "gPCMachineExtensionNames");
            assertThat(changing.write(DEFAULT_POLICY, "versionNumber", version)).startsWith("50");
            assertThat(changing.write(PracticeDomain.BASE, "minPwdAge", "0")).startsWith("50");
        }
    }

    @Test
    void psosCanBeHiddenFromTheReadingAccount() {
        practice.directory().apply("pso.minAgeDays", 1);
        String psos = "(objectClass=msDS-PasswordSettings)";
        try (DirectoryClient reading = practice.reading()) {
            assertThat(reading.search(PracticeDomain.BASE, psos)).hasSize(2);
            practice.directory().apply("pso.readable", false);
            assertThat(reading.search(PracticeDomain.BASE, psos)).isEmpty();
            assertThat(reading.search(PracticeDomain.PSO_CONTAINER, psos)).isEmpty();
            practice.directory().apply("pso.readable", true);
            assertThat(reading.search(PracticeDomain.BASE, psos)).hasSize(2);
        }
    }

    @Test
    void ordinaryAccountsCanBeDisabledAndComeBack() {
        try (DirectoryClient reading = practice.reading()) {
            List<String> enabled = reading.search(PracticeDomain.BASE, ENABLED_PEOPLE);
            assertThat(enabled).contains(practice.pilot(), PEOPLE_MEMBER);
            practice.directory().apply("directory.accounts", false);
            assertThat(reading.search(PracticeDomain.BASE, ENABLED_PEOPLE))
                    .containsExactlyInAnyOrderElementsOf(PracticeDomain.SERVICES.stream()
                            .map(PracticeDomain.Person::dn)
                            .toList());
            practice.directory().apply("directory.accounts", true);
            assertThat(reading.search(PracticeDomain.BASE, ENABLED_PEOPLE)).contains(practice.pilot(), PEOPLE_MEMBER);
        }
    }

    @Test
    void theRootSaysWhatADomainControllerSays() throws LDAPException {
        try (LDAPConnection connection = DirectoryClient.connect(practice)) {
            Entry root = connection.getEntry(
                    "", "supportedControl", "dnsHostName", "defaultNamingContext", "domainFunctionality");
            assertThat(root.getAttributeValues("supportedControl"))
                    .contains(DirectoryClient.HINTS, DirectoryClient.HINTS_DEPRECATED, "1.2.840.113556.1.4.801");
            assertThat(root.getAttributeValue("dnsHostName")).isEqualToIgnoringCase(PracticeDomain.CONTROLLER);
            assertThat(root.getAttributeValue("defaultNamingContext")).isEqualToIgnoringCase(PracticeDomain.BASE);
            assertThat(root.getAttributeValueAsInteger("domainFunctionality")).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void theDomainHeadNamesItsPdcEmulatorAndPolicies() {
        try (DirectoryClient reading = practice.reading()) {
            Entry head = reading.read(PracticeDomain.BASE, "fSMORoleOwner", "gPLink", "minPwdAge", "objectSid");
            assertThat(head.getAttributeValue("fSMORoleOwner")).startsWithIgnoringCase("CN=NTDS Settings,CN=DC1,");
            assertThat(head.getAttributeValue("gPLink")).containsIgnoringCase(DEFAULT_POLICY);
            assertThat(head.getAttributeValueBytes("objectSid")).hasSize(24);
            String server = head.getAttributeValue("fSMORoleOwner").substring("CN=NTDS Settings,".length());
            assertThat(reading.read(server, "dNSHostName").getAttributeValue("dNSHostName"))
                    .isEqualToIgnoringCase(PracticeDomain.CONTROLLER);
        }
    }

    @Test
    void aWrongPasswordIsInvalidCredentials() throws LDAPException {
        try (LDAPConnection connection = DirectoryClient.connect(practice)) {
            String dn = practice.directory().describe().accounts().reading().dn();
            assertThatThrownBy(() -> connection.bind(dn, "wrong"))
                    .isInstanceOf(LDAPException.class)
                    .hasMessageContaining("80090308")
                    .hasMessageContaining("52e")
                    .satisfies(
                            e -> assertThat(((LDAPException) e).getResultCode().intValue())
                                    .isEqualTo(49));
        }
    }

    @Test
    void nobodySearchesWithoutABind() {
        try (LDAPConnection connection = DirectoryClient.connect(practice)) {
            assertThatThrownBy(() -> connection.search(PracticeDomain.BASE, SearchScope.SUB, "(objectClass=user)"))
                    .isInstanceOf(LDAPException.class)
                    .satisfies(
                            e -> assertThat(((LDAPException) e).getResultCode().intValue())
                                    .isEqualTo(1));
        }
    }

    @Test
    void accountsSignInByPrincipalNameToo() {
        var file = practice.directory().describe().accounts().reading().passwordFile();
        DirectoryClient.bind(
                        practice,
                        PracticeDomain.service(PracticeDomain.READING).userPrincipalName(),
                        DirectoryClient.password(file))
                .close();
    }

    @Test
    void noPasswordIsEverShown() {
        try (DirectoryClient connector = practice.connector()) {
            Entry pilot = connector.read(practice.pilot(), "*", "unicodePwd", "userPassword");
            assertThat(pilot.hasAttribute("unicodePwd")).isFalse();
            assertThat(pilot.hasAttribute("userPassword")).isFalse();
        }
    }

    @Test
    void plainLdapIsNotSpokenOnTheSecurePort() {
        var at = practice.directory().describe();
        assertThatThrownBy(() -> {
                    try (LDAPConnection plain = new LDAPConnection(at.host(), at.port())) {
                        plain.bind(at.accounts().reading().dn(), "any");
                    }
                })
                .isInstanceOf(LDAPException.class);
    }

    @Test
    void anAccountIsFoundByItsPrincipalName() {
        assertThat(practice.directory().findByUserPrincipalName("PILOT.TEST@contoso.test"))
                .hasValueSatisfying(account -> {
                    assertThat(account.dn()).isEqualToIgnoringCase(practice.pilot());
                    assertThat(account.enabled()).isTrue();
                });
        assertThat(practice.directory().findByUserPrincipalName("nobody@contoso.test"))
                .isEmpty();
    }

    @Test
    void stoppedItRefusesConnectionsAndStartedItAnswersAgain() {
        practice.directory().apply("directory.stopped", true);
        assertThatThrownBy(() -> DirectoryClient.connect(practice).close()).isInstanceOf(AssertionError.class);
        practice.directory().apply("directory.stopped", false);
        practice.reading().close();
    }

    @Test
    void unknownKeysAndUnsuitableValuesAreRefused() {
        assertThatThrownBy(() -> practice.directory().apply("directory.colour", true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> practice.directory().apply("domain.minAgeDays", "none"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> practice.directory().apply("domain.minAgeDays", -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
