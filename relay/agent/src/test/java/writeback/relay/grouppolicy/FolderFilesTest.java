package writeback.relay.grouppolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A named pipe stands for a file of a mount that hangs: whoever opens it waits until somebody opens its other end. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FolderFilesTest {

    private static final byte[] OLD = {1};
    private static final byte[] NEW = {2};
    private static final SysvolFile PIPE = SysvolFile.of("pipe");

    @TempDir
    private Path folder;

    private Path pipe;
    private SysvolFiles files;

    @BeforeEach
    void makePipe() throws Exception {
        pipe = folder.resolve("pipe");
        files = new FolderFiles(folder, Duration.ofMillis(300));
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
    }

    @Test
    void aReplacementThatHangsEndsAndIsNotMadeLater() throws Exception {
        Path other = Files.write(folder.resolve("other"), OLD);
        try {
            assertThatThrownBy(() -> files.replace(PIPE, OLD, NEW)).isInstanceOf(TimeLimit.SlowFilesException.class);
            assertThatThrownBy(() -> files.discard(PIPE))
                    .as("nobody may take what is there for what stays")
                    .isInstanceOf(TimeLimit.SlowFilesException.class);
            assertThatThrownBy(() -> files.replace(SysvolFile.of("other"), OLD, NEW))
                    .isInstanceOf(TimeLimit.SlowFilesException.class);
            assertThat(other).hasBinaryContent(OLD);
        } finally {
            Files.write(pipe, OLD);
        }
        discardWhenItMay();
        assertThat(Files.isRegularFile(pipe)).as("the old file is there").isFalse();
        assertThat(folder.resolve("pipe" + SysvolFiles.FRESH)).doesNotExist();
        files.replace(SysvolFile.of("other"), OLD, NEW);
        assertThat(other).hasBinaryContent(NEW);
    }

    private void discardWhenItMay() throws IOException {
        while (true) {
            try {
                files.discard(PIPE);
                return;
            } catch (TimeLimit.SlowFilesException e) {
                Thread.onSpinWait();
            }
        }
    }
}
