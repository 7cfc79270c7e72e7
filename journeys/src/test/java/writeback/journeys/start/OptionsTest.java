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
}
