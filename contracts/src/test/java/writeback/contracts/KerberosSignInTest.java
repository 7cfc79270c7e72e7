package writeback.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static writeback.relay.protocol.message.Operations.READ_DIRECTORY;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.directory.DirectoryConnector;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectorySettings.Reach;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainHeadReader;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.signin.KerberosPlace;
import writeback.relay.directory.signin.SignIn;
import writeback.relay.operation.Bounds;
import writeback.relay.operation.OperationContext;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainController;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Outcome;

/** The agent signs in with Kerberos, and nothing that it reads goes over the wire in clear. */
@OnDirectories(Kind.SAMBA)
class KerberosSignInTest {

    @TempDir
    private Path folder;

    @Test
    void aPasswordSignsInAndEveryMessageIsEncrypted(Directory directory) throws Exception {
        try (Wire wire = new Wire(directory.controller(), directory.address(), KerberosPlace.LDAP_PORT)) {
            DirectorySettings settings = through(directory, wire);
            try (DomainSession session = open(settings, password(directory, secret(directory)))) {
                assertThat(session.host()).isEqualTo(directory.controller());
                assertThat(session.isPdcEmulator()).isTrue();
                assertThat(DomainHeadReader.read(session).isSeen()).isTrue();
            }
            String seen = wire.seen();
            // The library's first request, and the bind itself, are no secret; the answers are.
            assertThat(seen).contains("GSSAPI").doesNotContain("minPwdAge", "fSMORoleOwner", "defaultNamingContext");
        }
    }

    @Test
    void aKeytabSignsIn(Directory directory) throws Exception {
        Path keytab = owned("reading.keytab", new byte[0]);
        Files.write(
                keytab,
                Keytab.of(principal(directory), directory.accounts().reading().password()));
        DirectorySettings.Account account =
                new DirectorySettings.Account(principal(directory), new SignIn.Kerberos(keytab, true));

        try (DomainSession session = open(directory.settings(), account)) {
            assertThat(DomainHeadReader.read(session).isSeen()).isTrue();
        }
    }

    @Test
    void aWholeLookAtTheDomainNeedsNothingElse(Directory directory) throws Exception {
        DirectorySettings settings = directory.settings();
        DirectorySettings.Account reading = password(directory, secret(directory));
        DirectorySettings kerberos = new DirectorySettings(
                settings.reach(),
                settings.domain(),
                settings.sysvol(),
                settings.pilotOu(),
                new DirectorySettings.Accounts(reading, null, null),
                settings.sync());
        Outcome outcome = Operations.of(List.of(kerberos), Optional.empty(), new Bounds(0, 0, List.of(), ""), folder)
                .find(READ_DIRECTORY)
                .orElseThrow()
                .run(new OperationContext(Map.of(), null, Clock.systemUTC(), folder));
        DirectoryFacts facts = ProtocolJson.read(((Outcome.Done) outcome).result(), DirectoryFacts.class);

        assertThat(facts.domainController().map(DomainController::host))
                .isEqualTo(Sighting.seen(directory.controller()));
        assertThat(facts.domainController().map(DomainController::pdcEmulator)).isEqualTo(Sighting.seen(true));
        assertThat(facts.domainHead().isSeen()).isTrue();
        assertThat(facts.enabledAccounts().isSeen()).isTrue();
        assertThat(facts.linkedGpos().isSeen()).isTrue();
        assertThat(facts.policyHints()).isEqualTo(Sighting.seen(true));
    }

    @Test
    void aWrongPasswordAndAnUnknownPrincipalAreDeniedWithKerberosOwnReason(Directory directory) throws Exception {
        Path wrong = owned("wrong", "hunter2-Hunter2".getBytes(StandardCharsets.UTF_8));

        assertThat(trouble(directory, password(directory, wrong)))
                .hasMessageContaining("the password or the keytab is not the account's (Kerberos error 24)")
                .hasMessageNotContaining("hunter2");
        assertThat(trouble(
                        directory,
                        new DirectorySettings.Account(
                                "nobody.here@" + realm(directory), new SignIn.Kerberos(wrong, false))))
                .hasMessageContaining("the principal is not known (Kerberos error 6)");
    }

    @Test
    void noFileOfTheSignInIsLeft(Directory directory) throws Exception {
        try (DomainSession session = open(directory.settings(), password(directory, secret(directory)))) {
            assertThat(session.host()).isNotEmpty();
        }
        assertThat(Path.of(System.getProperty("java.security.krb5.conf"))).doesNotExist();
        assertThat(System.getProperty("java.security.auth.login.config")).isNull();
    }

    private static DomainSession open(DirectorySettings settings, DirectorySettings.Account account)
            throws DirectoryTrouble {
        return new DirectoryConnector(settings).open(account);
    }

    private static DirectoryTrouble trouble(Directory directory, DirectorySettings.Account account) {
        DirectoryTrouble trouble =
                catchThrowableOfType(DirectoryTrouble.class, () -> open(directory.settings(), account));
        assertThat(trouble.why()).isEqualTo(Cause.DENIED);
        return trouble;
    }

    private static DirectorySettings.Account password(Directory directory, Path file) {
        return new DirectorySettings.Account(principal(directory), new SignIn.Kerberos(file, false));
    }

    private static String principal(Directory directory) {
        return directory.accounts().reading().sam() + "@" + realm(directory);
    }

    private static String realm(Directory directory) {
        return directory.domain().toUpperCase(Locale.ROOT);
    }

    /** The same directory, its LDAP port by way of the wire. */
    private static DirectorySettings through(Directory directory, Wire wire) {
        DirectorySettings settings = directory.settings();
        Reach reach = settings.reach();
        return new DirectorySettings(
                new Reach(
                        reach.host(),
                        reach.port(),
                        reach.caFile(),
                        new KerberosPlace(
                                reach.kerberos().realm(), reach.kerberos().kdc(), wire.port()),
                        Map.of(Reach.EVERY_NAME, "127.0.0.1")),
                settings.domain(),
                settings.sysvol(),
                settings.pilotOu(),
                settings.accounts(),
                settings.sync());
    }

    private Path secret(Directory directory) throws IOException {
        byte[] password = directory.accounts().reading().password().getBytes(StandardCharsets.UTF_8);
        Path file = owned("password", password);
        Arrays.fill(password, (byte) 0);
        return file;
    }

    private Path owned(String name, byte[] content) throws IOException {
        Path file = Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.write(file, content);
    }
}
