package writeback.relay.settings;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.operation.Bounds;

/** The section {@code bounds}. */
final class BoundsYaml {

    /** More than two days is no step towards writeback, whatever a file says. */
    private static final int MOST_DAYS = 2;

    private static final Pattern ACCOUNT = Pattern.compile("S-1-5-21(-\\d{1,10}){4}|[^\\\\]+\\\\[^\\\\]+");

    private BoundsYaml() {}

    /** @param served the domains that may be changed where the section names none */
    static Bounds read(Section root, List<DirectorySettings> served) {
        Section bounds = root.optionalSection("bounds");
        Section age = bounds.optionalSection("minimum-password-age");
        int least = age.number("least", 0, MOST_DAYS, 0);
        int most = age.number("most", 0, MOST_DAYS, MOST_DAYS);
        if (least > most) {
            age.wrong("least", "is more than most");
        }
        age.end();
        boolean named = bounds.has("domains");
        List<String> domains = bounds.texts("domains").stream()
                .map(domain -> domain.toLowerCase(Locale.ROOT))
                .toList();
        List<String> servers = bounds.texts("servers");
        List<String> pilotOus = bounds.oneOrMore("pilot-ou", Names::distinguishedName);
        List<String> connectorAccounts = bounds.texts("connector-accounts");
        for (String account : connectorAccounts) {
            if (!ACCOUNT.matcher(account).matches()) {
                bounds.wrong("connector-accounts", "must hold SIDs of a domain or DOMAIN\\name, and has " + account);
            }
        }
        bounds.end();
        return new Bounds(
                Math.min(least, most),
                most,
                named ? domains : served.stream().map(DirectorySettings::domain).toList(),
                pilotOus,
                connectorAccounts,
                servers);
    }
}
