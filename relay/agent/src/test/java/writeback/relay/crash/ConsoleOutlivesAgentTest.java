package writeback.relay.crash;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static writeback.relay.crash.CrashGround.await;
import static writeback.relay.crash.CrashGround.setting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.protocol.message.Outcome;

/** An operator's console that goes on while the agent dies, or is stopped. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there the console signs in as the session")
class ConsoleOutlivesAgentTest {

    @TempDir
    private Path folder;

    private CrashGround ground;
    private Process console;

    @BeforeEach
    void start() throws Exception {
        ground = new CrashGround(folder, "attended");
    }

    @AfterEach
    void stop() throws Exception {
        if (console != null) {
            console.destroyForcibly().waitFor();
        }
        ground.close();
    }

    @Test
    void nothingIsSaidOfAChangeThatTheConsoleMayStillMake() throws Exception {
        beginAtTheConsole();

        ground.killAndStartAgain();

        assertNothingIsSaid();
    }

    @Test
    void anAgentThatIsStoppedMeanwhileSaysNothingEither() throws Exception {
        beginAtTheConsole();

        ground.agent.stop();
        ground.agent.start();

        assertThat(ground.bot.replies()).hasSize(1);
        assertNothingIsSaid();
    }

    /** Until it has begun, and waits for the directory. */
    private void beginAtTheConsole() throws Exception {
        assertThat(ground.answerTo(setting("c", 1))).isInstanceOf(Outcome.Waiting.class);
        console = ground.agent.carryOut("change-1", folder.resolve("said"));
        Writer keys = console.outputWriter(StandardCharsets.UTF_8);
        keys.write("CN=reader,DC=contoso,DC=test\n"
                + Files.readString(folder.resolve("dc/password")).strip() + "\n");
        keys.flush();
        await(() -> said().contains("Type yes"));
        ground.holdsSearches = true;
        keys.write("yes\n");
        keys.flush();
        await(() -> said().contains("Started.") && ground.searchesHeld.get() > 0);
    }

    /** The answer to an older number shows that the newer one has been heard. */
    private void assertNothingIsSaid() throws Exception {
        ground.bot.hand(setting("c", 3));
        ground.bot.hand(setting("c", 2));
        assertThat(ground.await("c", 2).outcome())
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("old-fence"));
        ground.letGo();
        assertThat(console.waitFor(60, SECONDS)).isTrue();

        assertThat(ground.bot.replies()).noneMatch(reply -> reply.fence() == 3);
        assertThat(ground.lines("DONE")).isZero();
        ground.assertHolds();
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("said"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
