package writeback.relay.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.relay.protocol.message.Operations.READ_ACCOUNT;
import static writeback.relay.protocol.message.Operations.READ_DIRECTORY;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.directory.Directories;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.SmallDirectory;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.GpoChangeAccess;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.PasswordSettings;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Outcome;

class ReadingTest {

    private static final String PSO_CONTAINER = "CN=Password Settings Container,CN=System," + SmallDirectory.BASE;

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
    void aDomainIsReported() throws Exception {
        domain.directory.add("dn: " + PSO_CONTAINER, "objectClass: msDS-PasswordSettingsContainer");
        domain.directory.add(user("a", "userAccountControl: 512"));
        domain.directory.add(user("b", "userAccountControl: 514"));
        DirectoryFacts facts = facts();

        assertThat(facts.enabledAccounts()).isEqualTo(Sighting.seen(1L));
        assertThat(facts.domainHead())
                .isEqualTo(Sighting.seen(new DomainHead("contoso.test", SmallDirectory.BASE, Duration.ofDays(1), 24)));
        assertThat(facts.passwordSettings()).isEqualTo(Sighting.seen(List.of()));
        assertThat(facts.policyHints()).isEqualTo(Sighting.seen(true));
        assertThat(facts.changeAccess())
                .isEqualTo(Sighting.seen(
                        new GpoChangeAccess(domain.directory.account().name(), SmallDomain.DEFAULT, true, true)));
    }

    @Test
    void accountsThatAreNeverWrittenBackAreNotCounted() throws Exception {
        domain.directory.add(user("Reader", "userAccountControl: 512", "userPrincipalName: reader@contoso.test"));
        domain.directory.add(user("MSOL_0f1e2d3c4b5a", "userAccountControl: 512", "sAMAccountName: MSOL_0f1e2d3c4b5a"));
        domain.directory.add(user("AAD_1", "userAccountControl: 512", "sAMAccountName: AAD_1"));
        domain.directory.add(user("Administrator", "userAccountControl: 512", "isCriticalSystemObject: TRUE"));

        assertThat(facts().enabledAccounts()).isEqualTo(Sighting.seen(0L));

        domain.directory.add(user("msol", "userAccountControl: 512", "sAMAccountName: msol"));
        assertThat(facts().enabledAccounts()).isEqualTo(Sighting.seen(1L));
    }

    @Test
    void linksAreInPrecedenceAndAGpoThatIsGoneIsUnseen() throws Exception {
        domain.links(SmallDomain.OTHER, SmallDomain.DEFAULT);
        DirectoryFacts facts = facts();

        List<LinkedGpo> links = ((Seen<List<LinkedGpo>>) facts.linkedGpos()).value();
        assertThat(links).extracting(LinkedGpo::id).containsExactly(SmallDomain.OTHER, SmallDomain.DEFAULT);
        assertThat(links).extracting(LinkedGpo::linkOrder).containsExactly(1, 2);
        assertThat(links.get(0).contents().isSeen()).isFalse();
        assertThat(links.get(1).contents().isSeen()).isTrue();
        assertThat(facts.changeAccess().isSeen()).isFalse();
    }

    @Test
    void noPasswordSettingsAreNotNoneWhenTheirContainerIsHidden() throws Exception {
        assertUnseen(facts().passwordSettings(), Cause.DENIED);
    }

    @Test
    void passwordSettingsAreReported() throws Exception {
        domain.directory.add("dn: " + PSO_CONTAINER, "objectClass: msDS-PasswordSettingsContainer");
        domain.directory.add(
                "dn: CN=Strict," + PSO_CONTAINER,
                "objectClass: msDS-PasswordSettings",
                "cn: Strict",
                "msDS-MinimumPasswordAge: -1728000000000",
                "msDS-PasswordSettingsPrecedence: 10",
                "objectGUID:: AAECAwQFBgcICQoLDA0ODw==",
                "msDS-PSOAppliesTo: CN=Group," + SmallDirectory.BASE);
        domain.directory.add(
                "dn: CN=Group," + SmallDirectory.BASE,
                "objectClass: group",
                "groupType: -2147483646",
                "member: CN=held," + SmallDirectory.BASE);
        domain.directory.add(user("held", "userAccountControl: 512", "memberOf: CN=Group," + SmallDirectory.BASE));
        assertThat(facts().passwordSettings())
                .isEqualTo(Sighting.seen(List.of(new PasswordSettings(
                        "Strict",
                        "CN=Strict," + PSO_CONTAINER,
                        Duration.ofDays(2),
                        10,
                        List.of("CN=Group," + SmallDirectory.BASE),
                        Sighting.seen(1L)))));
        domain.directory.modify(
                "dn: CN=Strict," + PSO_CONTAINER, "changetype: modify", "delete: msDS-MinimumPasswordAge");
        assertUnseen(facts().passwordSettings(), Cause.DENIED);
    }

    @Test
    void aHiddenAgeIsUnseen() throws Exception {
        domain.directory.modify("dn: " + SmallDirectory.BASE, "changetype: modify", "delete: minPwdAge");
        assertUnseen(facts().domainHead(), Cause.DENIED);
    }

    @Test
    void aBrokenLinkIsMalformed() throws Exception {
        domain.directory.modify(
                "dn: " + SmallDirectory.BASE, "changetype: modify", "replace: gPLink", "gPLink: nonsense");
        assertUnseen(facts().linkedGpos(), Cause.MALFORMED);
    }

    @Test
    void aDirectoryThatIsGoneIsAReportToo() throws Exception {
        domain.close();
        DirectoryFacts facts = facts();
        assertUnseen(facts.domainController(), Cause.UNREACHABLE);
        assertUnseen(facts.changeAccess(), Cause.UNREACHABLE);
        assertThat(domain.read(READ_ACCOUNT, Map.of("account", "a")))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.code())
                        .isEqualTo("directory-unreachable"));
    }

    @Test
    void anAccountIsFoundByEachOfItsNames() throws Exception {
        domain.directory.add("dn: " + SmallDirectory.PILOT_OU, "objectClass: organizationalUnit");
        domain.directory.add(
                "dn: CN=Pat (x)," + SmallDirectory.PILOT_OU,
                "objectClass: user",
                "sAMAccountName: pat(x)",
                "userPrincipalName: pat@contoso.test",
                "objectSid:: AQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAUgQAAA==",
                "userAccountControl: 512",
                "pwdLastSet: 0");
        for (String name : List.of("pat(x)", "PAT@contoso.test", "CN=Pat (x)," + SmallDirectory.PILOT_OU)) {
            Outcome outcome = domain.read(READ_ACCOUNT, Map.of("account", name));
            assertThat(outcome).as(name).isInstanceOf(Outcome.Done.class);
            AccountFacts facts = ProtocolJson.read(((Outcome.Done) outcome).result(), AccountFacts.class);
            assertThat(facts.securityIdentifier()).isEqualTo("S-1-5-21-1-2-3-1106");
            assertThat(facts.insidePilotOu()).isTrue();
            assertThat(facts.passwordLastSet()).isEqualTo(Sighting.seen(new AccountFacts.PasswordSet(null)));
            assertUnseen(facts.passwordVersion(), Cause.DENIED);
            assertUnseen(facts.resultantPolicy(), Cause.DENIED);
        }
        for (String name : List.of("*", "nobody", "pat*", "x)(objectClass=*", SmallDirectory.PILOT_OU, "CN=gone")) {
            assertThat(domain.read(READ_ACCOUNT, Map.of("account", name)))
                    .as(name)
                    .isEqualTo(new Outcome.Failed("no-such-account", "no account of that name is to be seen"));
        }
        assertThat(domain.read(READ_ACCOUNT, Map.of()))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.code())
                        .isEqualTo("bad-argument"));
    }

    @Test
    void anAccountIsFoundByADistinguishedNameHoweverItIsEscaped() throws Exception {
        String ou = "OU=\u00c9t\u00e9\\, hiver," + SmallDirectory.BASE;
        domain.directory.add("dn: " + ou, "objectClass: organizationalUnit");
        domain.directory.add(
                "dn: CN=Zo\u00eb \\\"Z\\\" O'Brien\\+\\#1," + ou,
                "objectClass: user",
                "sAMAccountName: zoe",
                "objectSid:: AQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAUgQAAA==",
                "userAccountControl: 512",
                "pwdLastSet: 0");
        for (String name : List.of(
                "CN=Zo\u00eb \\\"Z\\\" O'Brien\\+\\#1,OU=\u00c9t\u00e9\\, hiver," + SmallDirectory.BASE,
                "cn=zo\\C3\\AB \\22Z\\22 O\\27Brien\\2B\\231, ou=\\C3\\89t\\C3\\A9\\2C hiver,dc=CONTOSO,dc=test")) {
            assertThat(domain.read(READ_ACCOUNT, Map.of("account", name)))
                    .as(name)
                    .isInstanceOfSatisfying(
                            Outcome.Done.class, done -> assertThat(ProtocolJson.read(done.result(), AccountFacts.class)
                                            .samAccountName())
                                    .isEqualTo("zoe"));
        }
    }

    @Test
    void ofSeveralSectionsTheArgumentChoosesAndThenADistinguishedName() throws Exception {
        DirectorySettings first = domain.directory.settings();
        // It leads to the wrong domain controller: so its own answer tells which section was asked.
        DirectorySettings second = domain.directory.settings(
                first.reach().host(), "fabrikam.test", first.accounts().reading(), folder.resolve("none"));
        Operation operation = new ReadAccount(new Directories(List.of(first, second)));
        Outcome fabrikam =
                new Outcome.Failed("directory-failed", "dc1.contoso.test serves DC=contoso,DC=test, not fabrikam.test");

        assertThat(operation.run(asking(Map.of("account", "kim", "domain", "Fabrikam.test"))))
                .isEqualTo(fabrikam);
        assertThat(operation.run(asking(Map.of("account", "CN=Kim,DC=fabrikam,DC=test"))))
                .isEqualTo(fabrikam);
        assertThat(operation.run(asking(Map.of("account", "kim"))))
                .isEqualTo(new Outcome.Failed("no-such-account", "no account of that name is to be seen"));
    }

    private OperationContext asking(Map<String, String> arguments) {
        return new OperationContext(arguments, null, Clock.systemUTC(), domain.data);
    }

    @Test
    void aNameOfAnotherDomainIsToldAsAReferral() throws Exception {
        domain.directory.onSearch(request -> {
            if (request.getBaseDN().endsWith("DC=child,DC=contoso,DC=test")) {
                throw new LDAPException(ResultCode.REFERRAL, "elsewhere", null, new String[] {
                    "ldap://child.contoso.test/DC=child,DC=contoso,DC=test"
                });
            }
        });
        assertThat(domain.read(READ_ACCOUNT, Map.of("account", "CN=Kim,DC=child,DC=contoso,DC=test")))
                .isEqualTo(new Outcome.Failed(
                        "referral", "search at CN=Kim,DC=child,DC=contoso,DC=test: that is in child.contoso.test"));
    }

    @Test
    void aDomainIsAskedForByItsName() throws Exception {
        assertThat(domain.read(READ_DIRECTORY, Map.of("domain", "Contoso.Test")))
                .isInstanceOf(Outcome.Done.class);
        for (String operation : List.of(READ_DIRECTORY, READ_ACCOUNT)) {
            assertThat(domain.read(operation, Map.of("domain", "fabrikam.test", "account", "a")))
                    .isEqualTo(new Outcome.Failed("no-such-domain", "this relay serves contoso.test"));
        }
    }

    private DirectoryFacts facts() throws Exception {
        Outcome outcome = domain.read(READ_DIRECTORY, Map.of());
        return ProtocolJson.read(((Outcome.Done) outcome).result(), DirectoryFacts.class);
    }

    private static String[] user(String name, String... values) {
        return Stream.concat(
                        Stream.of("dn: CN=" + name + "," + SmallDirectory.BASE, "objectClass: user"), Stream.of(values))
                .toArray(String[]::new);
    }

    private static void assertUnseen(Sighting<?> sighting, Cause cause) {
        assertThat(sighting).isInstanceOf(Unseen.class);
        assertThat(((Unseen<?>) sighting).cause()).isEqualTo(cause);
    }
}
