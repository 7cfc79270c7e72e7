package writeback.relay.directory.signin;

import java.security.Principal;
import java.util.Optional;
import javax.security.auth.login.LoginContext;

/** The Kerberos ticket of the person at the console, where the system keeps one that Java can read (a cache in a file). */
public final class OwnTicket {

    private OwnTicket() {}

    /** Whose it is, such as {@code anna@CONTOSO.COM}; empty when there is none that still holds. */
    public static Optional<String> principal(KerberosPlace place) {
        try {
            LoginContext login = KerberosLogin.cached(place);
            try {
                return login.getSubject().getPrincipals().stream()
                        .map(Principal::getName)
                        .findFirst();
            } finally {
                login.logout();
            }
        } catch (Exception e) {
            // No cache, an old ticket, a cache of another kind: all the same, a password is asked for.
            return Optional.empty();
        }
    }
}
