package writeback.contracts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a real domain controller can run here. Where none can, its rows are skipped with the reason; with
 * {@code CI=true} or {@code WRITEBACK_REQUIRE_SAMBA=true} that is a failure.
 */
final class NeedsSamba {

    private NeedsSamba() {}

    static boolean isRequired() {
        return "true".equals(System.getenv("CI")) || "true".equals(System.getenv("WRITEBACK_REQUIRE_SAMBA"));
    }

    /** Why it cannot; empty when it can. */
    static Optional<String> missing() {
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
