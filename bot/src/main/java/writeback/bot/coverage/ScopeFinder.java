package writeback.bot.coverage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import writeback.bot.coverage.CoverageScope.Leg;
import writeback.bot.coverage.CoverageScope.Source;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.ForestDomain;
import writeback.relay.protocol.fact.Sighting;

/** Decides which users a walk looks at. A pure function. */
final class ScopeFinder {

    private ScopeFinder() {}

    /** @param asked distinguished name of a container, DNS name of a domain, or nothing */
    static CoverageScope scope(String asked, Sighting<ConnectFacts> connect, DirectoryFacts directory) {
        String connector = connect.flatMap(ConnectFacts::connectorAccounts)
                .fold(accounts -> accounts.size() == 1 ? accounts.get(0) : "", unseen -> "");
        Set<String> unserved = directory
                .domains()
                .<Set<String>>fold(
                        domains -> domains.stream()
                                .filter(domain -> !domain.served())
                                .map(ForestDomain::dnsName)
                                .collect(Collectors.toSet()),
                        unseen -> Set.of());
        if (asked.contains("=")) {
            return served(Source.ASKED, connector, List.of(new Leg(domain(asked), List.of(asked))), unserved);
        }
        String wanted = asked.toLowerCase(Locale.ROOT);
        return connect.flatMap(ConnectFacts::syncedContainers)
                .fold(
                        containers -> synced(wanted, connector, containers, unserved),
                        unseen -> served(
                                Source.WHOLE_DOMAIN,
                                connector,
                                wanted.isEmpty() ? domains(directory) : List.of(new Leg(wanted, List.of())),
                                unserved));
    }

    private static CoverageScope synced(
            String wanted, String connector, List<String> containers, Set<String> unserved) {
        List<Leg> legs = legs(containers);
        legs.removeIf(leg -> !wanted.isEmpty() && !leg.domain().equals(wanted));
        return served(legs.isEmpty() ? Source.NOTHING_SYNCED : Source.SYNC_SERVER, connector, legs, unserved);
    }

    private static CoverageScope served(Source source, String connector, List<Leg> legs, Set<String> unserved) {
        List<Leg> possible = new ArrayList<>(legs);
        possible.removeIf(leg -> unserved.contains(leg.domain()));
        List<String> left = legs.stream()
                .map(Leg::domain)
                .filter(unserved::contains)
                .sorted()
                .toList();
        return new CoverageScope(source, connector, possible, left);
    }

    /** Every domain of ours that is known; where none is, whatever the relay takes for its first. */
    private static List<Leg> domains(DirectoryFacts directory) {
        List<Leg> all = directory
                .domains()
                .<List<Leg>>fold(
                        domains -> domains.stream()
                                .map(domain -> new Leg(domain.dnsName(), List.of()))
                                .toList(),
                        unseen -> List.of());
        return all.isEmpty() ? List.of(new Leg("", List.of())) : all;
    }

    private static List<Leg> legs(List<String> containers) {
        Map<String, List<String>> byDomain = new LinkedHashMap<>();
        containers.forEach(container -> byDomain.computeIfAbsent(domain(container), none -> new ArrayList<>())
                .add(container));
        List<Leg> legs = new ArrayList<>();
        byDomain.forEach((domain, names) -> legs.add(new Leg(domain, names)));
        return legs;
    }

    /** The DNS name that the {@code DC} components at the end of a distinguished name spell. */
    static String domain(String distinguishedName) {
        List<String> labels = new ArrayList<>();
        String[] parts = distinguishedName.split("(?<!\\\\),");
        for (int index = parts.length - 1; index >= 0; index--) {
            String part = parts[index].strip();
            if (!part.regionMatches(true, 0, "DC=", 0, 3)) {
                break;
            }
            labels.add(0, part.substring(3).strip().toLowerCase(Locale.ROOT));
        }
        return String.join(".", labels);
    }
}
