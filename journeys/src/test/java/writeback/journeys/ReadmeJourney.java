package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README prints can be typed: its section on adding a relay, in an organisation of its own. */
class ReadmeJourney {

    private static final long PATIENCE_MINUTES = 10;

    @Test
    void its_commands_lead_from_a_code_to_a_change_that_is_carried_out_at_the_console(@TempDir Path folder)
            throws Exception {
        Path said = folder.resolve("said");
        Process walk = new ProcessBuilder("node", "browser/relay-check.mjs")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(walk.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES))
                    .as(Files.readString(said))
                    .isTrue();
            assertThat(walk.exitValue()).as(Files.readString(said)).isZero();
        } finally {
            walk.descendants().forEach(ProcessHandle::destroy);
            walk.destroy();
        }
    }
}
