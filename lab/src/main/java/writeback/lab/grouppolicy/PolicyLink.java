package writeback.lab.grouppolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of {@code gPLink}: {@code [LDAP://DN;OPTIONS]} (MS-GPOL 2.2.2).
 *
 * @param options 1 disabled, 2 enforced
 */
public record PolicyLink(String dn, int options) {

    private static final Pattern ENTRY = Pattern.compile("\\[LDAP://([^;\\]]+);(\\d+)]", Pattern.CASE_INSENSITIVE);

    public boolean disabled() {
        return (options & 1) != 0;
    }

    public boolean enforced() {
        return (options & 2) != 0;
    }

    /** The links as stored. */
    public static List<PolicyLink> parse(String gPLink) {
        List<PolicyLink> links = new ArrayList<>();
        Matcher matcher = ENTRY.matcher(gPLink);
        while (matcher.find()) {
            links.add(new PolicyLink(matcher.group(1), Integer.parseInt(matcher.group(2))));
        }
        return links;
    }

    /**
     * The links that count, weakest first: what comes later overrides. The last stored entry is the strongest among its
     * kind, and every enforced one is stronger than the others.
     */
    public static List<PolicyLink> weakestFirst(String gPLink) {
        List<PolicyLink> order = new ArrayList<>();
        List<PolicyLink> links = parse(gPLink);
        links.stream().filter(link -> !link.disabled() && !link.enforced()).forEach(order::add);
        links.stream().filter(link -> !link.disabled() && link.enforced()).forEach(order::add);
        return order;
    }
}
