package writeback.relay.directory.signin;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;

/** Gets a ticket for a principal, with nothing of JAAS in files. */
final class KerberosLogin {

    private static final String MODULE = "com.sun.security.auth.module.Krb5LoginModule";

    private KerberosLogin() {}

    /** The ticket; the caller logs out. */
    static LoginContext login(KerberosPlace place, String principal, SignIn.Kerberos how) throws Exception {
        SecretFile.check(how.secretFile());
        return how.keytab()
                ? KerberosRealms.login(place, refresh -> login(options(principal, how, refresh), callbacks -> {}))
                : withPassword(place, principal, how);
    }

    /** The ticket in this session's cache; the caller logs out. */
    static LoginContext cached(KerberosPlace place) throws Exception {
        return KerberosRealms.login(
                place,
                refresh -> login(
                        Map.of(
                                "isInitiator", "true",
                                "useTicketCache", "true",
                                "doNotPrompt", "true",
                                "refreshKrb5Config", String.valueOf(refresh)),
                        callbacks -> {}));
    }

    private static LoginContext withPassword(KerberosPlace place, String principal, SignIn.Kerberos how)
            throws Exception {
        char[] password = characters(how.secretFile());
        try {
            return KerberosRealms.login(
                    place,
                    refresh -> login(
                            options(principal, how, refresh), callbacks -> answer(callbacks, principal, password)));
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static LoginContext login(Map<String, String> options, CallbackHandler handler) throws Exception {
        LoginContext context = new LoginContext("relay", new Subject(), handler, new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[] {
                    new AppConfigurationEntry(MODULE, LoginModuleControlFlag.REQUIRED, options)
                };
            }
        });
        context.login();
        return context;
    }

    private static Map<String, String> options(String principal, SignIn.Kerberos how, boolean refresh) {
        Map<String, String> options = new HashMap<>();
        options.put("principal", principal);
        options.put("isInitiator", "true");
        options.put("useTicketCache", "false");
        options.put("refreshKrb5Config", String.valueOf(refresh));
        if (how.keytab()) {
            options.put("useKeyTab", "true");
            options.put("keyTab", how.secretFile().toString());
            options.put("doNotPrompt", "true");
        }
        return options;
    }

    private static void answer(Callback[] callbacks, String principal, char[] password)
            throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) {
                name.setName(principal);
            } else if (callback instanceof PasswordCallback asked) {
                asked.setPassword(password);
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    private static char[] characters(Path file) throws SignInException {
        byte[] line = SecretFile.line(file);
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(line));
        char[] password = Arrays.copyOf(decoded.array(), decoded.length());
        Arrays.fill(decoded.array(), '\0');
        Arrays.fill(line, (byte) 0);
        return password;
    }
}
