package writeback.journeys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For journeys on a real domain controller. They are skipped where none can run, with the reason; with {@code CI=true} or
 * {@code WRITEBACK_REQUIRE_SAMBA=true} that is a failure.
 */
final class NeedsSamba implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> missing = missing();
        if (missing.isPresent() && isRequired()) {
            throw new AssertionError("must run here: " + missing.get());
        }
        return missing.map(why -> ConditionEvaluationResult.disabled("not run on Samba: " + why))
                .orElseGet(() -> ConditionEvaluationResult.enabled("a domain controller can run here"));
    }

    private static boolean isRequired() {
        return "true".equals(System.getenv("CI")) || "true".equals(System.getenv("WRITEBACK_REQUIRE_SAMBA"));
    }

    private static Optional<String> missing() {
        try {
            Process asked = new ProcessBuilder("../script/lib/samba-root")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String why = new String(asked.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (asked.waitFor() != 0) {
                return Optional.of(why);
            }
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)
                    ? Optional.empty()
                    : Optional.of("only root can run the Samba domain controller");
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
