package writeback.relay.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeFileTest {

    @TempDir
    private Path folder;

    @Test
    void aLinkInTheFilesPlaceIsReplacedAndWhatItLeadsToStays() throws Exception {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "another's");
        Path file = Files.createSymbolicLink(folder.resolve("file"), elsewhere);
        SafeFile.write(file, new byte[] {1, 2});
        assertThat(elsewhere).content().isEqualTo("another's");
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(file).hasBinaryContent(new byte[] {1, 2});
    }

    @Test
    void anEarlierFileIsReplacedWhole() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "longer than what comes");
        SafeFile.write(file, new byte[] {1});
        assertThat(file).hasBinaryContent(new byte[] {1});
    }
}
