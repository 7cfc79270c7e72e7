package writeback.relay.directory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ForestDomain;
import writeback.relay.protocol.fact.Sighting;

/**
 * Reads the domains of a forest from its crossRef objects (MS-ADTS 6.1.1.2.1.1). A domain is served when the relay has a
 * section for it: reading a neighbour with the same account would work, but its certificates, SYSVOL and rights are its
 * own.
 */
public final class ForestDomains {

    private static final int AT_MOST = 5000;
    private static final String FLAGS = "systemFlags";
    private static final String DNS_ROOT = "dnsRoot";
    /** FLAG_CR_NTDS_NC and FLAG_CR_NTDS_DOMAIN: a naming context of this forest, and a domain. */
    private static final long DOMAIN = 3;

    private ForestDomains() {}

    /** @param sections DNS names of the domains that the relay has sections for */
    public static Sighting<List<ForestDomain>> read(DomainSession session, Collection<String> sections) {
        try {
            String configuration = session.configuration()
                    .orElseThrow(
                            () -> new DirectoryTrouble(Cause.MALFORMED, "configurationNamingContext is not shown"));
            String partitions = "CN=Partitions," + configuration;
            Set<String> names = new TreeSet<>(sections);
            boolean own = false;
            for (SearchResultEntry crossRef : session.search(
                    partitions,
                    SearchScope.ONE,
                    Filter.createEqualityFilter("objectClass", "crossRef"),
                    AT_MOST,
                    FLAGS,
                    DNS_ROOT)) {
                String flags = crossRef.getAttributeValue(FLAGS);
                String name = crossRef.getAttributeValue(DNS_ROOT);
                if (flags == null || name == null) {
                    return hidden(crossRef.getDN(), session);
                }
                if ((Ticks.number(FLAGS, flags) & DOMAIN) == DOMAIN) {
                    names.add(name.toLowerCase(Locale.ROOT));
                    own |= name.equalsIgnoreCase(session.domain());
                }
            }
            return own ? Sighting.seen(domains(names, sections)) : hidden(partitions, session);
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }

    private static List<ForestDomain> domains(Set<String> names, Collection<String> sections) {
        List<ForestDomain> domains = new ArrayList<>();
        names.forEach(name -> domains.add(new ForestDomain(name, sections.contains(name))));
        return List.copyOf(domains);
    }

    private static Sighting<List<ForestDomain>> hidden(String what, DomainSession session) {
        return Sighting.unseen(Cause.DENIED, what + " is hidden from " + session.account());
    }
}
