package writeback.bot.chat;

import java.util.ArrayList;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Organisational units as people speak of them. */
final class UnitNames {

    private UnitNames() {}

    /**
     * {@code OU=Sales,OU=Staff,DC=contoso,DC=test} as {@code Staff / Sales}; of a long one the end, where it differs from
     * its neighbours. A domain itself is its DNS name.
     */
    static String path(String distinguishedName, int longest) {
        List<String> units = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        try {
            for (Rdn rdn : new LdapName(distinguishedName).getRdns()) {
                String value = String.valueOf(rdn.getValue());
                if (rdn.getType().equalsIgnoreCase("DC")) {
                    labels.add(0, value);
                } else {
                    units.add(value);
                }
            }
        } catch (InvalidNameException e) {
            return end(distinguishedName, longest);
        }
        return end(units.isEmpty() ? String.join(".", labels) : String.join(" / ", units), longest);
    }

    private static String end(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int from = text.length() - longest + 1;
        return "…" + text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
    }
}
