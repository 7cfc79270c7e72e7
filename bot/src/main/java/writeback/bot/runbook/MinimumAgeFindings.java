package writeback.bot.runbook;

import static writeback.bot.runbook.PrerequisiteFindings.finding;
import static writeback.bot.runbook.PrerequisiteFindings.judge;
import static writeback.bot.runbook.Verdict.BY_HAND;
import static writeback.bot.runbook.Verdict.DONE;
import static writeback.bot.runbook.Verdict.TO_DO;
import static writeback.bot.runbook.Verdict.UNKNOWN;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.PasswordSettings;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.fact.WinningGpo;

/**
 * Step 4: the minimum password age in force, the one that the next refresh brings, and those that bind single users
 * (Enable Microsoft Entra password writeback; Account policies).
 */
final class MinimumAgeFindings {

    private MinimumAgeFindings() {}

    static List<Finding> of(Snapshot seen) {
        return List.of(
                judge(FindingCode.AGE_DOMAIN, seen.inDirectory(DirectoryFacts::domainHead), MinimumAgeFindings::domain),
                judge(FindingCode.AGE_GPO, winner(seen), winner -> gpo(winner, seen)),
                judge(
                        FindingCode.AGE_PSO,
                        seen.inDirectory(DirectoryFacts::passwordSettings),
                        MinimumAgeFindings::settings));
    }

    static Sighting<Optional<LinkedGpo>> winner(Snapshot seen) {
        return seen.inDirectory(DirectoryFacts::linkedGpos).flatMap(WinningGpo::forMinimumPasswordAge);
    }

    static String gpoName(Snapshot seen, UUID id) {
        return seen.inDirectory(DirectoryFacts::linkedGpos)
                .fold(
                        links -> links.stream()
                                .filter(gpo -> gpo.id().equals(id))
                                .map(LinkedGpo::name)
                                .findFirst()
                                .orElse(id.toString()),
                        unseen -> id.toString());
    }

    private static Finding domain(DomainHead head) {
        if (head.minimumPasswordAge().isZero()) {
            return finding(FindingCode.AGE_DOMAIN, DONE, "zero", Map.of("domain", head.dnsName()));
        }
        return finding(
                FindingCode.AGE_DOMAIN,
                TO_DO,
                "days",
                Map.of(
                        "domain",
                        head.dnsName(),
                        "days",
                        days(head.minimumPasswordAge().toSeconds())));
    }

    private static Finding gpo(Optional<LinkedGpo> winner, Snapshot seen) {
        FindingCode code = FindingCode.AGE_GPO;
        if (winner.isEmpty()) {
            return undefined(seen);
        }
        LinkedGpo gpo = winner.get();
        GpoContents contents = ((Seen<GpoContents>) gpo.contents()).value();
        if (contents.versionsDiffer()) {
            return finding(code, UNKNOWN, "versionsDiffer", Map.of("gpo", gpo.name()));
        }
        Integer days = contents.minimumPasswordAgeDays();
        return days != null && days == 0
                ? finding(code, DONE, "zero", Map.of("gpo", gpo.name()))
                : finding(code, TO_DO, "days", Map.of("gpo", gpo.name(), "days", days == null ? 0 : days));
    }

    /** No GPO defines the value, so the domain head keeps what it has. */
    private static Finding undefined(Snapshot seen) {
        FindingCode code = FindingCode.AGE_GPO;
        Sighting<Boolean> zeroNow = seen.inDirectory(DirectoryFacts::domainHead)
                .map(head -> head.minimumPasswordAge().isZero());
        if (zeroNow instanceof Unseen<Boolean> unseen) {
            return Finding.unseen(code, unseen);
        }
        if (((Seen<Boolean>) zeroNow).value()) {
            return Finding.of(code, DONE, "undefined");
        }
        String first = seen.inDirectory(DirectoryFacts::linkedGpos)
                .fold(
                        links -> WinningGpo.inPrecedence(links).stream()
                                .filter(LinkedGpo::linkEnabled)
                                .map(LinkedGpo::name)
                                .findFirst()
                                .orElse("Default Domain Policy"),
                        unseen -> "Default Domain Policy");
        return finding(code, BY_HAND, "undefined", Map.of("gpo", first));
    }

    private static Finding settings(List<PasswordSettings> all) {
        List<PasswordSettings> binding = all.stream()
                .filter(pso ->
                        !pso.minimumPasswordAge().isZero() && !pso.appliesTo().isEmpty())
                .sorted(Comparator.comparingInt(PasswordSettings::precedence))
                .toList();
        if (binding.isEmpty()) {
            return Finding.of(FindingCode.AGE_PSO, DONE, "none");
        }
        Set<String> bound = new HashSet<>();
        binding.forEach(pso -> bound.addAll(pso.appliesTo()));
        long longest = binding.stream()
                .mapToLong(pso -> days(pso.minimumPasswordAge().toSeconds()))
                .max()
                .orElseThrow();
        return finding(
                FindingCode.AGE_PSO,
                BY_HAND,
                "binding",
                Map.of(
                        "names",
                        binding.stream().map(PasswordSettings::name).collect(Collectors.joining(", ")),
                        "count",
                        (long) bound.size(),
                        "days",
                        longest));
    }

    /** Whole days, a begun day counted: an age of an hour is not zero. */
    private static long days(long seconds) {
        return Math.floorDiv(seconds + 86_399, 86_400L);
    }
}
