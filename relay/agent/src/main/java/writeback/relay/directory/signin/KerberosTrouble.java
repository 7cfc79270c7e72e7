package writeback.relay.directory.signin;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSException;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.fact.Cause;

/**
 * Why a sign-in with Kerberos failed, from the error code of the protocol (RFC 4120 7.5.9) that Java hides in its messages.
 *
 * @param detail for people; no secret
 */
record KerberosTrouble(Cause cause, String detail) {

    private static final int DEPTH = 12;
    private static final Pattern CODE = Pattern.compile("\\((\\d{1,3})\\)");
    private static final Map<Integer, KerberosTrouble> KNOWN = Map.of(
            6, new KerberosTrouble(Cause.DENIED, "the principal is not known"),
            7, new KerberosTrouble(Cause.FAILED, "the domain controller's service ldap/HOST is not known"),
            12, new KerberosTrouble(Cause.DENIED, "the account may not sign in now or from here"),
            14, new KerberosTrouble(Cause.FAILED, "no encryption type in common; make the keytab anew with AES"),
            18, new KerberosTrouble(Cause.DENIED, "the account is disabled, expired or locked out"),
            23, new KerberosTrouble(Cause.DENIED, "the password has expired"),
            24, new KerberosTrouble(Cause.DENIED, "the password or the keytab is not the account's"),
            37,
                    new KerberosTrouble(
                            Cause.FAILED,
                            "the clocks of this machine and the domain controller are more than five minutes apart"),
            68, new KerberosTrouble(Cause.FAILED, "the realm is not this domain controller's"));

    /** What an exception of sign-in tells, or empty when it is nothing of Kerberos. */
    static Optional<KerberosTrouble> of(Throwable thrown) {
        @Nullable Throwable each = thrown;
        for (int depth = 0; each != null && depth < DEPTH; depth++) {
            if (each instanceof SocketTimeoutException) {
                return Optional.of(new KerberosTrouble(Cause.TIMEOUT, "no key distribution centre answered"));
            }
            if (each instanceof ConnectException) {
                return Optional.of(new KerberosTrouble(Cause.UNREACHABLE, "no key distribution centre is there"));
            }
            Optional<KerberosTrouble> coded =
                    speaksOfKerberos(each) ? coded(String.valueOf(each.getMessage())) : Optional.empty();
            if (coded.isPresent()) {
                return coded;
            }
            each = each.getCause();
        }
        return Optional.empty();
    }

    private static boolean speaksOfKerberos(Throwable thrown) {
        return thrown instanceof LoginException
                || thrown instanceof GSSException
                || thrown.getClass().getName().startsWith("sun.security.krb5.");
    }

    private static Optional<KerberosTrouble> coded(String message) {
        Matcher matcher = CODE.matcher(message);
        while (matcher.find()) {
            int code = Integer.parseInt(matcher.group(1));
            KerberosTrouble known = KNOWN.get(code);
            if (known != null) {
                return Optional.of(
                        new KerberosTrouble(known.cause(), known.detail() + " (Kerberos error " + code + ")"));
            }
        }
        return Optional.empty();
    }
}
