package writeback.relay.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static writeback.relay.crash.CrashGround.await;
import static writeback.relay.crash.CrashGround.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import writeback.relay.protocol.message.Outcome;

/** A real agent whose disk is full: nothing is begun that cannot be noted, and no answer is kept back. */
class FullJournalTest extends OnCrashGround {

    @Test
    void withAFullDiskNothingIsStartedAndWithRoomAgainItWorks() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "prlimit of util-linux is not there");
        assertThat(ground.answerTo(setting("first", 1))).isInstanceOf(Outcome.Done.class);
        ground.agent.stop();
        long size = Files.size(ground.agent.journal());
        // room for the beginning of one line more
        ground.agent.start(List.of("/usr/bin/prlimit", "--fsize=" + (size + 100) + ":unlimited", "--"));

        ground.putAgeBack();
        assertThat(ground.answerTo(setting("second", 1)))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("journal-unwritable"));
        assertThat(ground.modified).hasValue(1);
        assertThat(Files.size(ground.agent.journal())).isEqualTo(size);

        limit("unlimited");
        assertThat(ground.answerTo(setting("third", 1))).isInstanceOf(Outcome.Done.class);
        assertThat(ground.modified).hasValue(2);
        ground.assertHolds();
    }

    @Test
    void aDiskThatFillsWhileItRunsKeepsNoAnswerBack() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "prlimit of util-linux is not there");
        ground.holdsAfterModify = true;
        ground.bot.hand(setting("c", 1));
        await(() -> ground.searchesHeld.get() > 0);
        limit(Files.size(ground.agent.journal()) + ":unlimited");
        ground.letGo();

        assertThat(ground.await("c", 1).outcome()).isInstanceOf(Outcome.Done.class);
        assertThat(ground.lines("DONE")).isZero();
        limit("unlimited");
        assertThat(ground.answerTo(setting("c", 2))).isInstanceOf(Outcome.Done.class);
        assertThat(ground.modified).hasValue(1);
        assertThat(ground.lines("DONE")).isEqualTo(1);
        ground.assertHolds();
    }

    private void limit(String size) throws IOException, InterruptedException {
        int code = new ProcessBuilder(
                        "/usr/bin/prlimit", "--pid", String.valueOf(ground.agent.pid()), "--fsize=" + size)
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
    }
}
