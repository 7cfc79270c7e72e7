package writeback.bot.runbook;

import java.time.Instant;
import java.util.List;

/** Every step with its findings, in the runbook's order. */
public record Assessment(Instant at, List<StepAssessment> steps) {

    public StepAssessment step(Step step) {
        return steps.get(step.ordinal());
    }

    public Finding finding(FindingCode code) {
        return step(code.step()).findings().stream()
                .filter(finding -> finding.code() == code)
                .findFirst()
                .orElseThrow();
    }
}
