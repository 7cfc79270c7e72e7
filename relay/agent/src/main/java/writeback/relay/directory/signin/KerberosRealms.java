package writeback.relay.directory.signin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Java has one Kerberos configuration a process, and reads it from a file. This puts all our realms into one, for as long
 * as it takes to be read. An owner who sets {@code java.security.krb5.conf} means that one.
 */
final class KerberosRealms {

    private static final String PROPERTY = "java.security.krb5.conf";
    private static final @Nullable String OWNERS = System.getProperty(PROPERTY);

    /** What Java has read, by realm. */
    private static final Map<String, String> KNOWN = new TreeMap<>();

    private KerberosRealms() {}

    /** Something that signs in. */
    interface Login<T> {

        /** @param refresh whether Java must be told to read its configuration now ({@code refreshKrb5Config}) */
        T with(boolean refresh) throws Exception;
    }

    /** Signs in with this realm known. */
    static <T> T login(KerberosPlace place, Login<T> login) throws Exception {
        Callable<T> first = OWNERS == null ? learn(place, login) : null;
        return first == null ? login.with(false) : first.call();
    }

    /** Null when the realm is known already. */
    private static synchronized <T> @Nullable Callable<T> learn(KerberosPlace place, Login<T> login) {
        return place.kdc().equals(KNOWN.get(place.realm())) ? null : () -> loginWithNew(place, login);
    }

    private static synchronized <T> T loginWithNew(KerberosPlace place, Login<T> login) throws Exception {
        Path file = Files.createTempFile("krb5-", ".conf");
        try {
            Map<String, String> all = new TreeMap<>(KNOWN);
            all.put(place.realm(), place.kdc());
            Files.writeString(file, text(all));
            KNOWN.put(place.realm(), place.kdc());
            System.setProperty(PROPERTY, file.toString());
            return login.with(true);
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            // It holds no secret.
            file.toFile().deleteOnExit();
        }
    }

    /** TCP only: a ticket for somebody in many groups does not fit a datagram. Each wait for a KDC ends. */
    private static String text(Map<String, String> realms) {
        StringBuilder text = new StringBuilder(
                """
                [libdefaults]
                udp_preference_limit = 1
                kdc_timeout = 4000
                max_retries = 1
                forwardable = false
                """);
        text.append("[realms]\n");
        realms.forEach((realm, kdc) ->
                text.append(realm).append(" = {\n kdc = ").append(kdc).append("\n}\n"));
        text.append("[domain_realm]\n");
        for (String realm : realms.keySet()) {
            String domain = realm.toLowerCase(Locale.ROOT);
            text.append('.').append(domain).append(" = ").append(realm).append('\n');
            text.append(domain).append(" = ").append(realm).append('\n');
        }
        return text.toString();
    }
}
