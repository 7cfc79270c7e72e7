package writeback.bot.runbook;

import static writeback.bot.runbook.PrerequisiteFindings.finding;
import static writeback.bot.runbook.PrerequisiteFindings.judge;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.ForestDomain;

/** Step 0: whether somebody looks at every domain of the forest. One that nobody looks at is unknown, never left out. */
final class ForestFindings {

    private ForestFindings() {}

    static Finding of(Snapshot seen) {
        return judge(FindingCode.FOREST_DOMAINS, seen.inDirectory(DirectoryFacts::domains), ForestFindings::domains);
    }

    private static Finding domains(List<ForestDomain> all) {
        List<ForestDomain> notServed =
                all.stream().filter(domain -> !domain.served()).toList();
        return notServed.isEmpty()
                ? finding(
                        FindingCode.FOREST_DOMAINS, Verdict.DONE, "served", Map.of("names", names(all), "count", (long)
                                all.size()))
                : finding(
                        FindingCode.FOREST_DOMAINS,
                        Verdict.UNKNOWN,
                        "notServed",
                        Map.of("names", names(notServed), "count", (long) notServed.size()));
    }

    private static String names(List<ForestDomain> domains) {
        return domains.stream().map(ForestDomain::dnsName).collect(Collectors.joining(", "));
    }
}
