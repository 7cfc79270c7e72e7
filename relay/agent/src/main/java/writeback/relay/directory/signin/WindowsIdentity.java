package writeback.relay.directory.signin;

import java.util.Locale;

/**
 * The identity that Windows runs this process as, by the JDK's own bridge to SSPI ({@code sspi_bridge.dll}, JDK 13 and
 * later). It asks for the package Kerberos, so NTLM is never spoken.
 */
public final class WindowsIdentity {

    private WindowsIdentity() {}

    /** Whether there can be one. */
    public static boolean offered() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    /** The account's name without its domain, such as {@code wb-relay$}. */
    public static String name() {
        return System.getProperty("user.name");
    }

    /** Has all GSSAPI of this process done by Windows; Java's own Kerberos is out of use from then on. */
    static void use() {
        System.setProperty("sun.security.jgss.native", "true");
        System.setProperty("javax.security.auth.useSubjectCredsOnly", "false");
    }
}
