package writeback.relay.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import writeback.relay.Practice;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectorySettings.SyncSide;
import writeback.relay.directory.SmallDirectory;
import writeback.relay.directory.signin.KerberosPlace;
import writeback.relay.directory.signin.SignIn;
import writeback.relay.eventlog.LogSettings;
import writeback.relay.eventlog.SyslogSettings;
import writeback.relay.guard.Freeze;
import writeback.relay.guard.Limits;
import writeback.relay.guard.Permission;

class RelayYamlTest {

    private static final String GOOD =
            """
            bot:
              url: https://bot.contoso.test
              command-key-file: command.jwk
            agent:
              id: agent-1
              key-file: agent.jwk
              tenant: tenant
              premises: main
              capabilities: [directory, entraconnect]
              data-folder: data
            directory:
              host: dc1.contoso.test
              ca-file: ca.pem
              domain: Contoso.Test
              sysvol: sysvol
              accounts:
                reading: {name: "CN=r", password-file: secret}
                changing: {name: "CN=c", password-file: secret}
            connect:
              powershell: [pwsh, -NoLogo]
              server: sync1
            operations:
              set-minimum-password-age: unattended
            bounds:
              minimum-password-age: {least: 0, most: 1}
              pilot-ou: ""
            """;

    private static final String TWO_DOMAINS =
            """
            bot:
              url: https://bot.contoso.test
              command-key-file: command.jwk
            agent:
              id: agent-1
              key-file: agent.jwk
              tenant: tenant
              premises: main
              capabilities: [directory]
              data-folder: data
            directory:
              - host: dc1.contoso.test
                ca-file: ca.pem
                domain: contoso.test
                sysvol: sysvol
                accounts:
                  reading: {name: "CN=r", password-file: secret}
              - host: dc1.fabrikam.test
                ca-file: ca.pem
                domain: fabrikam.test
                sysvol: sysvol
                address: 10.0.0.2
                addresses: {DC1.fabrikam.test: 10.0.0.1}
                connector-account: FABRIKAM\\MSOL_1
                connector-domain-controller: dc2.fabrikam.test
                user-containers: ["OU=A,DC=fabrikam,DC=test"]
                accounts: {reading: {name: "CN=r", password-file: secret}}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(
                folder.resolve("command.jwk"), Practice.BOT.verifyingKey().toPublicJwk());
        SmallDirectory.secret(folder.resolve("agent.jwk"), Practice.AGENT.toPrivateJwk());
        Files.writeString(folder.resolve("ca.pem"), "");
        SmallDirectory.secret(folder.resolve("secret"), "hunter2");
        Files.writeString(folder.resolve("open"), "hunter2");
    }

    @Test
    void theCompanysLogIsSyslogOverTlsUnlessSaidOtherwise() throws IOException {
        assertThat(load(GOOD).log()).isEqualTo(LogSettings.NONE);
        assertThat(load(GOOD + "log: { syslog: { host: siem, protocol: tls, ca-file: ca.pem } }\n")
                        .log()
                        .syslog())
                .isNotNull()
                .returns(6514, SyslogSettings::port)
                .returns(SyslogSettings.Protocol.TLS, SyslogSettings::protocol);
        assertThat(load(GOOD + "log: { syslog: { host: siem, port: 1514, protocol: udp }, event-log: false }\n")
                        .log()
                        .syslog())
                .isEqualTo(new SyslogSettings("siem", 1514, SyslogSettings.Protocol.UDP, null));
        assertThat(problems(
                        GOOD + "log: { syslog: { protocol: smoke, ca-file: none.pem, hosts: x }, event-log: yes }\n"))
                .anyMatch(problem -> problem.contains("log.syslog.host: is missing"))
                .anyMatch(problem -> problem.contains("log.syslog.protocol: must be udp, tcp or tls"))
                .anyMatch(problem -> problem.contains("log.syslog.ca-file"))
                .anyMatch(problem -> problem.contains("log.syslog.hosts"))
                .anyMatch(problem -> problem.contains("log.event-log: must be true or false"));
    }

    @Test
    void aGoodFileIsReadWithItsDefaults() throws IOException {
        AgentSettings settings = load(GOOD);

        assertThat(settings.name()).isEqualTo("agent-1");
        assertThat(settings.dataFolder()).isDirectory();
        assertThat(settings.directories().get(0).reach().port()).isEqualTo(636);
        assertThat(settings.directories().get(0).domain()).isEqualTo("contoso.test");
        assertThat(settings.limits().bounds().domains()).containsExactly("contoso.test");
        assertThat(settings.limits().bounds().mostDays()).isEqualTo(1);
        assertThat(settings.limits().bounds().pilotOus()).isEmpty();
        assertThat(settings.limits().bounds().connectorAccounts()).isEmpty();
        assertThat(settings.limits()
                        .permissions()
                        .of(Practice.operation("set-minimum-password-age", "directory", true)))
                .isEqualTo(Permission.UNATTENDED);
        assertThat(settings.limits().permissions().of(Practice.operation("rehearse-policy", "directory", true)))
                .isEqualTo(Permission.REFUSED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "system | OfSystem[]",
                "none | None[]",
                "http://proxy.contoso.test:8080 | proxy.contoso.test:8080",
                "{url: 'http://10.0.0.1:3128', user: relay, password-file: secret} | 10.0.0.1:3128",
            })
    void theProxyIsTheSystemsNoneOrNamed(String written, String read) throws IOException {
        assertThat(load(withBot("proxy: " + written)).line().proxy()).hasToString(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "proxy: https://proxy.contoso.test:8080 | must be system, none or like",
                "proxy: http://relay:hunter2@proxy.contoso.test:8080 | user and password-file stand apart",
                "proxy: http://proxy.contoso.test | must be system, none or like",
                "proxy: {url: 'http://p:80', user: relay} | needs both user and password-file",
                "proxy: {url: 'http://p:80', user: 'a:b', password-file: secret} | must not hold a colon",
                "proxy: {url: 'http://p:80', user: relay, password-file: open} | is open to others",
                "proxy: {url: none, user: relay, password-file: secret} | a proxy that url names",
                "client-certificate: {file: secret} | bot.client-certificate.password-file: is missing",
                "client-certificate: {file: secret, password-file: secret} | is not a PKCS #12 file that opens",
            })
    void whatIsWrongOnTheWayToTheBotIsSaid(String written, String said) {
        BadSettingsException bad = catchThrowableOfType(BadSettingsException.class, () -> load(withBot(written)));

        assertThat(bad.problems()).anySatisfy(problem -> assertThat(problem).contains(said));
        assertThat(bad.problems()).noneSatisfy(problem -> assertThat(problem).contains("hunter2"));
    }

    private static String withBot(String line) {
        return GOOD.replace("  command-key-file: command.jwk\n", "  command-key-file: command.jwk\n  " + line + "\n");
    }

    @Test
    void whoMayBeGrantedRightsIsNamedBySidOrByDomainAndName() throws IOException {
        String named = GOOD.replace("pilot-ou: \"\"", "connector-accounts: ['CONTOSO\\MSOL_1', S-1-5-21-1-2-3-1105]");

        assertThat(load(named).limits().bounds().connectorAccounts())
                .containsExactly("CONTOSO\\MSOL_1", "S-1-5-21-1-2-3-1105");
    }

    @Test
    void aChangeMayBeAttendedWithoutAnAccountOfTheRelaysAndALookMayNot() throws IOException {
        String attended = GOOD.replace("unattended", "attended")
                .replace("    changing: {name: \"CN=c\", password-file: secret}\n", "");

        assertThat(load(attended)
                        .limits()
                        .permissions()
                        .of(Practice.operation("set-minimum-password-age", "directory", true)))
                .isEqualTo(Permission.ATTENDED);
        assertThat(problems(GOOD.replace("operations:", "operations:\n  read-directory: attended")))
                .containsExactly("relay.yaml line 23: operations.read-directory: only reads, so it must be refused or"
                        + " unattended");
    }

    @Test
    void freezeWindowsAreReadAndNamedByTheirLine() throws IOException {
        Limits limits = load(GOOD
                        + """
                        freeze:
                          - {from: 2026-12-20, to: 2027-01-05, zone: Europe/Paris}
                          - {days: [friday, Saturday], from: "22:00", to: 06:00, zone: UTC}
                        """)
                .limits();

        assertThat(limits.freeze().windows())
                .containsExactly(
                        new Freeze.Range(
                                LocalDateTime.parse("2026-12-20T00:00"),
                                LocalDateTime.parse("2027-01-06T00:00"),
                                ZoneId.of("Europe/Paris")),
                        new Freeze.Weekly(
                                Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY),
                                LocalTime.parse("22:00"),
                                LocalTime.parse("06:00"),
                                ZoneId.of("UTC")));
        assertThat(limits.places().of("freeze[1]")).isEqualTo("relay.yaml line 29: freeze[1]");
    }

    @Test
    void whatIsWrongWithAFreezeWindowIsToldWithItsLine() {
        assertThat(
                        problems(
                                GOOD
                                        + """
                        freeze:
                          - {from: 2026-12-20, to: 2026-12-19}
                          - {days: [someday], from: "22:00", to: soon, zone: Mars}
                          - {from: "22:00", until: "06:00"}
                        """))
                .containsExactly(
                        "relay.yaml line 28: freeze[0].to: must be after from",
                        "relay.yaml line 29: freeze[1].zone: must be a time zone like Europe/Paris, and is Mars",
                        "relay.yaml line 29: freeze[1].days: must hold some of monday, tuesday, wednesday, thursday,"
                                + " friday, saturday, sunday, and has someday",
                        "relay.yaml line 29: freeze[1].days: name at least one of monday, tuesday, wednesday, thursday,"
                                + " friday, saturday, sunday",
                        "relay.yaml line 29: freeze[1].to: must be a time of day like 08:00, and is soon",
                        "relay.yaml line 30: freeze[2].from: must be like 2026-12-20 or 2026-12-20T18:00 (with days: a"
                                + " time such as 22:00), and is 22:00",
                        "relay.yaml line 30: freeze[2].to: is missing",
                        "relay.yaml line 30: freeze[2].until: is not known; known here: days, from, to, zone");
    }

    @Test
    void whoCarriesOutAChangeNeedNotBeAbleToOpenAnySecret() throws IOException {
        Files.delete(folder.resolve("agent.jwk"));
        Files.delete(folder.resolve("secret"));
        Path file = Files.writeString(folder.resolve("relay.yaml"), GOOD);

        OperatorSettings settings = RelayYaml.loadForOperator(file);

        assertThat(settings.commandKey().thumbprint())
                .isEqualTo(Practice.BOT.verifyingKey().thumbprint());
        assertThat(settings.dataFolder())
                .isEqualTo(folder.toAbsolutePath().resolve("data"))
                .doesNotExist();
    }

    @Test
    void eachDomainMayHaveItsPilotOu() throws IOException {
        AgentSettings settings = load(
                TWO_DOMAINS
                        + """
                bounds:
                  pilot-ou: ["OU=Pilot,DC=contoso,DC=test", "OU=Pilote,DC=fabrikam,DC=test"]
                """);

        assertThat(settings.limits().bounds().mayRehearseOn("CN=a,OU=Pilote,DC=fabrikam,DC=test"))
                .isTrue();
        assertThat(settings.limits().bounds().mayRehearseOn("CN=a,OU=Pilot,DC=contoso,DC=test"))
                .isTrue();
        assertThat(settings.limits().bounds().mayRehearseOn("CN=a,OU=Pilot,DC=fabrikam,DC=test"))
                .isFalse();
        assertThat(settings.limits().bounds().mayRehearseOn("OU=Pilot,DC=contoso,DC=test"))
                .isFalse();
    }

    @Test
    void severalDomainsAreAList() throws IOException {
        AgentSettings settings = load(TWO_DOMAINS);

        assertThat(settings.directories())
                .extracting(DirectorySettings::domain)
                .containsExactly("contoso.test", "fabrikam.test");
        assertThat(settings.limits().bounds().domains()).containsExactly("contoso.test", "fabrikam.test");
        DirectorySettings second = settings.directories().get(1);
        assertThat(second.reach().addresses())
                .containsExactlyInAnyOrderEntriesOf(Map.of("dc1.fabrikam.test", "10.0.0.1", "*", "10.0.0.2"));
        assertThat(second.sync())
                .isEqualTo(new SyncSide("FABRIKAM\\MSOL_1", "dc2.fabrikam.test", List.of("OU=A,DC=fabrikam,DC=test")));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "domain: fabrikam.test | domain: CONTOSO.test | line 20: directory[1].domain: contoso.test has a",
                "domain: fabrikam.test | domain: 'a b' | line 20: directory[1].domain: must be a DNS name",
                "domain: fabrikam.test | domian: x | line 18: directory[1].domain: is missing",
                "10.0.0.2 | dc.contoso.test | line 22: directory[1].address: must be an IP address",
                "password-file: secret}} | password-file: open}} | line 27: directory[1].accounts.reading.password-file",
                "password-file: secret}} | password-file: open}} | chmod 600",
                "{name: 'CN=r', password-file: secret} | {name: x, kerberos: {}} | must sign in in one way",
                "{name: 'CN=r', password-file: secret} | {password-file: secret} | must sign in in one way",
                "{name: 'CN=r', password-file: secret} | {kerberos: {principal: r}} | needs either keytab-file or",
                "{name: 'CN=r', password-file: secret} | {service-identity: maybe} | must be true, and is maybe",
                "{name: 'CN=r', password-file: secret} | {service-identity: true} | is there on Windows only",
                "key-file: agent.jwk | key-file: open | agent.key-file:",
                "{DC1.fabrikam.test: | {'D C': | line 23: directory[1].addresses.D C: must be a DNS name",
                "user-containers: ['OU=A, | user-containers: ['OU; | line 26: directory[1].user-containers: must be a d",
            })
    void aProblemNamesTheDomainsPlaceInTheList(String from, String to, String said) {
        String text = TWO_DOMAINS.replace('"', '\'');
        assertThat(text).contains(from);
        assertThat(String.join("\n", problems(text.replaceFirst(Pattern.quote(from), to))))
                .contains(said);
    }

    @Test
    void anAccountMaySignInWithKerberos() throws IOException {
        DirectorySettings directory = load(TWO_DOMAINS.replaceFirst(
                        "\\{name: \"CN=r\", password-file: secret}",
                        "{kerberos: {principal: wb-read, keytab-file: secret}}\n    kerberos: {kdc: 10.0.0.9}"))
                .directories()
                .get(0);

        assertThat(directory.accounts().reading())
                .isEqualTo(new Account("wb-read@CONTOSO.TEST", new SignIn.Kerberos(folder.resolve("secret"), true)));
        assertThat(directory.reach().kerberos()).isEqualTo(new KerberosPlace("CONTOSO.TEST", "10.0.0.9", 389));
    }

    @Test
    void smbTakesNobodyWhoHasNoPasswordToSay() throws IOException {
        String smb = GOOD.replaceFirst("sysvol: .*", "sysvol: smb://contoso.test/sysvol");
        String kerberos =
                smb.replaceFirst("changing: .*", "changing: {kerberos: {principal: change, password-file: secret}}");
        assertThat(smb).contains("smb://");
        assertThat(kerberos).contains("kerberos");

        assertThat(load(smb).directories()).isNotEmpty();
        assertThat(problems(kerberos))
                .singleElement()
                .asString()
                .contains("directory.sysvol: must be a folder, such as \\\\contoso.test\\SYSVOL")
                .contains(" line 15: ");
    }

    @Test
    void placesNameTheLine() throws IOException {
        AgentSettings settings = load(GOOD);

        assertThat(settings.limits().places().of("bounds.pilot-ou")).isEqualTo("relay.yaml line 26: bounds.pilot-ou");
        assertThat(settings.limits().places().of("bounds.domains")).isEqualTo("relay.yaml: bounds.domains (not set)");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "url: https://bot.contoso.test | ulr: x | line 2: bot.ulr: is not known; did you mean url?",
                "url: https://bot.contoso.test | ulr: x | line 1: bot.url: is missing",
                "url: https://bot.contoso.test | url: http://bot.contoso.test | line 2: bot.url: must begin with https",
                "url: https://bot.contoso.test | url: 'not a url' | line 2: bot.url",
                "command-key-file: command.jwk | command-key-file: gone.jwk | line 3: bot.command-key-file: there is no",
                "command-key-file: command.jwk | command-key-file: agent.jwk | give the public half only",
                "key-file: agent.jwk | key-file: command.jwk | line 6: agent.key-file",
                "[directory, entraconnect] | [directory, mail] | line 9: agent.capabilities: mail is not known",
                "[directory, entraconnect] | [] | name at least one of",
                "[directory, entraconnect] | directory | must be a list",
                "host: dc1.contoso.test | port: 70000 | line 12: directory.port: must be a whole number from 1 to 65535",
                "host: dc1.contoso.test | port: 636 | line 11: directory.host: is missing",
                "server: sync1 | sever: sync1 | did you mean server?",
                "most: 1 | most: 3 | line 25: bounds.minimum-password-age.most: must be a whole number from 0 to 2",
                "least: 0, most: 1 | least: 2, most: 1 | least: is more than most",
                "age: unattended | age: allowed | line 23: operations.set-minimum-password-age: must be refused, attended or",
                "set-minimum-password-age: | set-minimum-pasword-age: | did you mean set-minimum-password-age?",
                "changing: | chaning: | line 18: directory.accounts.chaning: is not known; did you mean changing?",
                "changing: {name: 'CN=c', | rehearsal: {name: 'CN=c', | needs directory.accounts.changing",
                "premises: main | tenant: other | line 8: agent.tenant: is there twice; the first is on line 7",
                "premises: main | 'premises: [a' | this is not YAML",
                "pilot-ou: '' | pilot-ou: Pilot | must be a distinguished name",
                "pilot-ou: '' | connector-accounts: [S-1-5-11] | must hold SIDs of a domain or DOMAIN\\name",
                "bounds: | bonds: | did you mean bounds?",
                "server: sync1 | server: | line 21: connect.server: must be a text that is not empty",
            })
    void aBadFileIsRefusedWithLineKeyAndWhatToDo(String from, String to, String said) {
        String text = GOOD.replace('"', '\'');
        assertThat(text).contains(from);

        assertThat(String.join("\n", problems(text.replaceFirst(Pattern.quote(from), to))))
                .contains(said)
                .doesNotContain("hunter2");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThat(problems("bot: {}\nagent: {}\n")).hasSizeGreaterThan(5).allMatch(line -> line.contains("line "));
    }

    @Test
    void anEmptyFileAndAListAreRefused() {
        assertThat(problems("")).singleElement().asString().contains("empty");
        assertThat(problems("- a\n")).isNotEmpty();
    }

    private AgentSettings load(String text) throws IOException {
        Path file = folder.resolve("relay.yaml");
        Files.writeString(file, text);
        return RelayYaml.load(file);
    }

    private List<String> problems(String text) {
        BadSettingsException bad = catchThrowableOfType(BadSettingsException.class, () -> load(text));
        assertThat(bad).isNotNull();
        return bad.problems();
    }
}
