package writeback.bot.runbook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The runbook "enable password writeback" as a function of what was seen. */
public final class Runbook {

    private Runbook() {}

    public static Assessment assess(Snapshot seen) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(PrerequisiteFindings.of(seen));
        findings.addAll(SwitchFindings.of(seen));
        findings.addAll(ProofFindings.of(seen));
        for (Snapshot.DomainView domain : seen.domains()) {
            inDomain(domain.seen()).forEach(found -> findings.add(found.in(domain.name())));
        }
        List<Finding> judged = findings.stream()
                .sorted(Comparator.comparing(Finding::code))
                .map(found -> accepted(found, seen))
                .toList();
        return new Assessment(
                seen.takenAt(),
                Arrays.stream(Step.values())
                        .map(step -> StepAssessment.of(
                                step,
                                judged.stream()
                                        .filter(finding -> finding.code().step() == step)
                                        .toList()))
                        .toList());
    }

    private static List<Finding> inDomain(Snapshot seen) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(PrerequisiteFindings.ofDomain(seen));
        findings.addAll(ConnectorFindings.of(seen));
        findings.addAll(MinimumAgeFindings.of(seen));
        return findings;
    }

    /** What nobody could see cannot be accepted, and an acceptance that has run out is none. */
    private static Finding accepted(Finding finding, Snapshot seen) {
        if (finding.verdict() == Verdict.DONE || finding.verdict() == Verdict.UNKNOWN) {
            return finding;
        }
        return seen.acceptances().stream()
                .filter(acceptance -> acceptance.code() == finding.code())
                .filter(acceptance -> acceptance.until().isAfter(seen.takenAt()))
                .findFirst()
                .map(acceptance -> new Finding(
                        finding.code(),
                        Verdict.ACCEPTED,
                        Finding.ACCEPTED,
                        Map.of("by", acceptance.by(), "reason", acceptance.reason(), "until", acceptance.until()),
                        finding.domain()))
                .orElse(finding);
    }
}
