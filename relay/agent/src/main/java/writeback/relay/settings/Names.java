package writeback.relay.settings;

import com.unboundid.ldap.sdk.DN;
import java.util.Locale;

/** Names of a directory's things, as the settings give them. */
final class Names {

    private Names() {}

    static String distinguishedName(String text) {
        if (!DN.isValidDN(text)) {
            throw new IllegalArgumentException("must be a distinguished name, such as OU=Pilot,DC=contoso,DC=com");
        }
        return text;
    }

    static String dnsName(String text) {
        if (!text.matches("[\\p{L}\\p{N}_]([\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}])?")) {
            throw new IllegalArgumentException("must be a DNS name, such as contoso.com, and is " + text);
        }
        return text.toLowerCase(Locale.ROOT);
    }

    static String ipAddress(String text) {
        if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw new IllegalArgumentException("must be an IP address, and is " + text);
        }
        return text;
    }
}
