package writeback.journeys.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartTest {
    @TempDir
    Path temp;

    private final CompletableFuture<Part> death = new CompletableFuture<>();
    private RunFolder folder;
    private Part part;

    @BeforeEach
    void prepare() {
        folder = new RunFolder(temp.resolve("run"));
        folder.clear();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (part != null) {
            part.stop();
        }
    }

    @Test
    void aPartIsReadyWhenItSaysSoAndStopsWhenTold() throws Exception {
        part = shell("echo warming up; echo 'ready now'; cat");

        part.start();
        long pid =
                Long.parseLong(Files.readString(folder.pids().resolve("part")).strip());
        part.stop();

        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive)).isNotEqualTo(Optional.of(true));
        assertThat(folder.pids().resolve("part")).doesNotExist();
        assertThat(death).isNotDone();
    }

    @Test
    void aPartThatEndsInsteadShowsItsLastLines() {
        part = shell("echo 'the disk is full'; exit 3");

        assertThatThrownBy(part::start)
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("part ended while it was starting")
                .hasMessageContaining("the disk is full");
    }

    @Test
    void aDeathNobodyOrderedIsReported() throws Exception {
        part = shell("echo ready; sleep 0.2; exit 3");
        part.start();

        assertThat(death.get(30, TimeUnit.SECONDS)).isSameAs(part);
        assertThat(part.wasSignalled()).isFalse();
    }

    @Test
    void aKilledPartStartsAgainAndOnlyItsNewWordsCount() throws Exception {
        part = shell("test -f again || { touch again; echo ready; cat; }; sleep 0.1; echo ready twice; cat");
        part.start();
        part.kill9();
        assertThat(part.isRunning()).isFalse();

        part.start();

        assertThat(part.isRunning()).isTrue();
        assertThat(Files.readString(part.log())).isEqualTo("ready\nready twice\n");
        assertThat(death).isNotDone();
    }

    @Test
    void theWatchdogEndsWhatIsLeftWhenItsPipeCloses() throws Exception {
        part = shell("echo ready; exec sleep 60");
        part.start();
        Watchdog watchdog = new Watchdog(folder.pids());

        watchdog.dismiss();

        assertThat(death.get(30, TimeUnit.SECONDS)).isSameAs(part);
        assertThat(part.wasSignalled()).isTrue();
    }

    @Test
    void aFolderWithOtherPeoplesFilesIsLeftAlone() throws Exception {
        Path precious = Files.createDirectory(temp.resolve("home"));
        Files.writeString(precious.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> new RunFolder(precious).clear()).isInstanceOf(StartFailed.class);
        assertThat(precious.resolve("thesis.txt")).exists();
    }

    private Part shell(String script) {
        return new Part("part", List.of("sh", "-c", script), folder, Readiness.line("ready"), death::complete);
    }
}
