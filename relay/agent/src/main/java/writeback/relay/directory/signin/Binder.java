package writeback.relay.directory.signin;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import writeback.relay.protocol.fact.Cause;

/** Signs in on a connection that stands. */
public final class Binder {

    private Binder() {}

    /**
     * Binds as this account.
     *
     * @param host DNS name of the domain controller at the other end
     * @param account what a simple bind takes, or the principal
     * @throws LDAPException with the domain controller's answer, or with a connection's trouble
     */
    public static void bind(LDAPConnection connection, String host, String account, SignIn how, KerberosPlace place)
            throws LDAPException, SignInException {
        Optional<byte[]> password = Secret.passwordOf(how);
        if (password.isPresent()) {
            simple(connection, account, password.get());
        } else if (how instanceof SignIn.Kerberos kerberos) {
            bind(connection, host, () -> KerberosLogin.login(place, account, kerberos));
        } else if (how instanceof SignIn.TicketCache) {
            bind(connection, host, () -> KerberosLogin.cached(place));
        } else {
            if (!WindowsIdentity.offered()) {
                throw new SignInException(Cause.FAILED, "the service's own identity is there on Windows only");
            }
            WindowsIdentity.use();
            gssapi(connection, new GssapiBind(host, null));
        }
    }

    private static void simple(LDAPConnection connection, String account, byte[] password) throws LDAPException {
        try {
            connection.bind(new SimpleBindRequest(account, password));
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    private static void bind(LDAPConnection connection, String host, Callable<LoginContext> ticket)
            throws LDAPException, SignInException {
        LoginContext login;
        try {
            login = ticket.call();
        } catch (SignInException e) {
            throw e;
        } catch (Exception e) {
            throw told(e);
        }
        try {
            gssapi(connection, new GssapiBind(host, login.getSubject()));
        } finally {
            logOut(login);
        }
    }

    private static void gssapi(LDAPConnection connection, GssapiBind bind) throws LDAPException, SignInException {
        try {
            connection.bind(bind);
        } catch (LDAPException e) {
            KerberosTrouble trouble = KerberosTrouble.of(e).orElse(null);
            if (trouble != null) {
                throw new SignInException(trouble.cause(), trouble.detail());
            }
            throw e;
        }
    }

    private static SignInException told(Exception e) {
        KerberosTrouble trouble = KerberosTrouble.of(e)
                .orElseGet(() -> new KerberosTrouble(
                        Cause.FAILED, "Kerberos: " + e.getClass().getSimpleName() + ": " + e.getMessage()));
        return new SignInException(trouble.cause(), trouble.detail());
    }

    private static void logOut(LoginContext login) {
        try {
            login.logout();
        } catch (LoginException e) {
            // The ticket is this process's alone and ends by itself.
        }
    }
}
