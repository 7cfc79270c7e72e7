package writeback.journeys.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void theCommandLineIsRead() {
        Options options = Options.parse("--directory=samba", "--no-client", "--port=5000", "--no-relay");

        assertThat(options.directory()).isEqualTo("samba");
        assertThat(options.playground()).isEmpty();
        assertThat(options.ports()).isEqualTo(new Ports(5000));
        assertThat(options.relay()).isFalse();
        assertThat(Options.parse("--no-client").relay()).isTrue();
    }

    @Test
    void aTestsDomainControllerDoesNotClashWithThatOfTheServer() {
        assertThat(Options.forTest().controller())
                .isNotEqualTo(Options.parse("--no-client").controller());
    }

    @Test
    void whatIsNotKnownIsNamed() {
        assertThatThrownBy(() -> Options.parse("--directory=oracle")).hasMessageContaining("--directory=oracle");
    }

    @Test
    void onlyAnotherFolderThanTheUsualMustBeNamedToTheTerminal() {
        assertThat(Options.parse("--no-client").isUsualRun()).isTrue();
        assertThat(Options.parse("--run=.run/other").isUsualRun()).isFalse();
    }

    @Test
    void portsThatThereAreNotAreRefused() {
        assertThatThrownBy(() -> Options.parse("--port=70000")).hasMessageContaining("at most 65528");
        assertThatThrownBy(() -> Options.parse("--port=80")).hasMessageContaining("between 1024 and 65535");
        assertThat(Options.parse("--port=65528").ports().approversPlayground()).isEqualTo(65_535);
    }
}
