package writeback.bot.runbook;

import java.util.Comparator;
import java.util.List;

/** What one step comes to: the verdict of the finding that asks most. */
public record StepAssessment(Step step, Verdict verdict, List<Finding> findings) {

    static StepAssessment of(Step step, List<Finding> findings) {
        Verdict verdict = findings.stream()
                .map(Finding::verdict)
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalStateException("step " + step + " has no findings"));
        return new StepAssessment(step, verdict, List.copyOf(findings));
    }
}
