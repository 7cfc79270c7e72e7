package writeback.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void needsNoMoreThanAFolder() throws Options.BadOptions {
        assertThat(Options.parse("--run=r"))
                .isEqualTo(new Options(Path.of("r"), Options.DirectoryKind.MEMORY, 4400, "127.0.0.10", 0));
    }

    @Test
    void takesAllItIsTold() throws Options.BadOptions {
        assertThat(Options.parse("--run=r", "--directory=samba", "--port=5000", "--sid-ip=127.0.0.11"))
                .isEqualTo(new Options(Path.of("r"), Options.DirectoryKind.SAMBA, 5000, "127.0.0.11", 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port=4400",
                "--run=",
                "--run=r --port=x",
                "--run=r --port=80",
                "--run=r --port=65532",
                "--run=r --directory=openldap",
                "--run=r --sid-ip=10.0.0.1",
                "--run=r --verbose",
                "--run=r --prot=4400",
                "r"
            })
    void refusesWhatMakesNoSense(String line) {
        assertThatThrownBy(() -> Options.parse(line.split(" "))).isInstanceOf(Options.BadOptions.class);
    }
}
