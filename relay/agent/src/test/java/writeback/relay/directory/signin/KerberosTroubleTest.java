package writeback.relay.directory.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import writeback.relay.directory.SmallDirectory;
import writeback.relay.protocol.fact.Cause;

class KerberosTroubleTest {

    private static final String REALM = "TROUBLE.TEST";

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "error {0} → {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "6 | DENIED | the principal is not known (Kerberos error 6)",
                "18 | DENIED | the account is disabled, expired or locked out (Kerberos error 18)",
                "23 | DENIED | the password has expired (Kerberos error 23)",
                "37 | FAILED | the clocks of this machine and the domain controller are more than five minutes apart"
                        + " (Kerberos error 37)",
                "68 | FAILED | the realm is not this domain controller's (Kerberos error 68)",
            })
    void aRefusalOfTheKdcIsToldInWords(int code, Cause cause, String detail) throws Exception {
        try (RefusingKdc kdc = new RefusingKdc(code, REALM)) {
            SignInException trouble = signIn(kdc.address());

            assertThat(trouble.why()).isEqualTo(cause);
            assertThat(trouble).hasMessage(detail).hasNoCause();
        }
    }

    @Test
    void aKdcThatIsNotThereIsUnreachable() throws Exception {
        String gone;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            gone = "127.0.0.1:" + socket.getLocalPort();
        }
        assertThat(signIn(gone).why()).isEqualTo(Cause.UNREACHABLE);
    }

    @Test
    void aKdcThatSaysNothingIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThat(
                            signIn("127.0.0.1:" + silent.getLocalPort()).why())
                    .isEqualTo(Cause.TIMEOUT));
        }
    }

    @Test
    void theServicesOwnIdentityIsRefusedOffWindows() {
        SignInException trouble = catchThrowableOfType(
                SignInException.class,
                () -> Binder.bind(
                        new LDAPConnection(),
                        "dc1.trouble.test",
                        "relay$",
                        new SignIn.ServiceIdentity(),
                        new KerberosPlace(REALM, "127.0.0.1", 389)));
        assertThat(trouble).hasMessage("the service's own identity is there on Windows only");
        assertThat(System.getProperty("sun.security.jgss.native")).isNull();
    }

    private SignInException signIn(String kdc) throws Exception {
        Path password = SmallDirectory.secret(folder.resolve("password"), "a password");
        return catchThrowableOfType(
                SignInException.class,
                () -> Binder.bind(
                        new LDAPConnection(),
                        "dc1.trouble.test",
                        "reader@" + REALM,
                        new SignIn.Kerberos(password, false),
                        new KerberosPlace(REALM, kdc, 389)));
    }
}
