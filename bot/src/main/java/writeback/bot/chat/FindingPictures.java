package writeback.bot.chat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import writeback.bot.runbook.Assessment;
import writeback.bot.runbook.Finding;
import writeback.bot.runbook.FindingCode;
import writeback.bot.runbook.StepAssessment;
import writeback.bot.runbook.Verdict;

/** Findings as lines of a card. Where there are too many for a card, it shows what asks most, and counts the rest. */
final class FindingPictures {

    /** With so many open lines an overview still fits a card in any wording (a test of the cards renders it). */
    private static final int FIT_ON_OVERVIEW = 22;

    private static final int EACH_WHERE_THEY_DO_NOT_FIT = 3;
    private static final int FIT_ON_STEP = 14;

    private final ChatSettings settings;
    private final Words words;

    FindingPictures(ChatSettings settings, Words words) {
        this.settings = settings;
        this.words = words;
    }

    /** How many open lines each step may show on the overview. */
    static int mostOnOverview(Assessment assessment) {
        long open = assessment.steps().stream()
                .flatMap(step -> step.findings().stream())
                .filter(finding -> finding.verdict() != Verdict.DONE)
                .count();
        return open <= FIT_ON_OVERVIEW ? FIT_ON_OVERVIEW : EACH_WHERE_THEY_DO_NOT_FIT;
    }

    /** On the overview a step shows what is open; what is done is counted. */
    List<Map<String, Object>> onOverview(StepAssessment step, int most) {
        List<Finding> open = step.findings().stream()
                .filter(finding -> finding.verdict() != Verdict.DONE)
                .toList();
        List<Map<String, Object>> lines = new ArrayList<>();
        int done = step.findings().size() - open.size();
        if (done > 0) {
            lines.add(counted("overview.checksDone", done));
        }
        lines.addAll(lines(open, most));
        return lines;
    }

    List<Map<String, Object>> onStep(StepAssessment step) {
        return lines(step.findings(), FIT_ON_STEP);
    }

    private List<Map<String, Object>> lines(List<Finding> findings, int most) {
        if (findings.size() <= most) {
            return each(findings);
        }
        List<Finding> worst = findings.stream()
                .sorted(Comparator.comparing(Finding::verdict))
                .limit(most)
                .toList();
        List<Map<String, Object>> lines = each(worst);
        lines.add(counted("overview.more", findings.size() - most));
        return lines;
    }

    private Map<String, Object> counted(String text, int count) {
        return Map.of("text", words.get(text, Map.of("count", count)), "hasRemedy", false);
    }

    /** Findings with one cause have one remedy, said once. */
    private List<Map<String, Object>> each(List<Finding> findings) {
        Set<Object> said = new HashSet<>();
        List<Map<String, Object>> all = new ArrayList<>();
        for (Finding finding : findings) {
            Map<String, Object> model = line(finding);
            if (model.containsKey("remedy") && !said.add(model.get("remedy"))) {
                model.put("hasRemedy", false);
            }
            all.add(model);
        }
        return all;
    }

    private Map<String, Object> line(Finding finding) {
        Finding linked = finding.code() == FindingCode.PROOF_SELF_SERVICE && finding.verdict() == Verdict.BY_HAND
                ? new Finding(
                        finding.code(),
                        finding.verdict(),
                        finding.reason(),
                        Map.of("link", settings.selfService().toString()),
                        finding.domain())
                : finding;
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("text", words.finding(linked));
        Optional<String> remedy = words.remedy(linked);
        model.put("hasRemedy", remedy.isPresent());
        remedy.ifPresent(text -> model.put("remedy", text));
        return model;
    }
}
