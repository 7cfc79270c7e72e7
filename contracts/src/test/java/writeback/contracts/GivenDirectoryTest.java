package writeback.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The file that describes a directory of somebody's. */
class GivenDirectoryTest {

    @Test
    void theExampleOfTheReadmeIsUnderstood() throws IOException {
        Directory directory = GivenDirectory.of(example());

        assertThat(directory.kind()).isEqualTo(Kind.WINDOWS);
        assertThat(directory.baseDn()).isEqualTo("DC=throwaway,DC=example");
        assertThat(directory.policies()).isEqualTo(Path.of("//throwaway.example/SYSVOL/throwaway.example/Policies"));
        assertThat(directory.accounts().connector().sam()).isEqualTo("MSOL_1");
        assertThat(directory.settings().reach().host()).isEqualTo("dc1.throwaway.example");
    }

    @Test
    void aMissingMemberIsNamedWithItsPlace() throws IOException {
        String without = example().replace("sam: svc.read,", "");

        assertThatThrownBy(() -> GivenDirectory.of(without)).hasMessageContaining("accounts.reading.sam");
    }

    private static String example() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int from = readme.indexOf("```yaml\n") + 8;
        return readme.substring(from, readme.indexOf("```", from));
    }
}
