package writeback.journeys.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void nobodyIsGivenThePortsOfAnother() {
        assertThat(Stream.generate(Ports::anyFree).limit(100)).doesNotHaveDuplicates();
    }

    @Test
    void aTakenPortIsNamedWithWhatItIsFor() throws Exception {
        Ports ports = Ports.anyFree();
        try (ServerSocket taken = new ServerSocket(ports.bot(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(ports::requireFree)
                    .isInstanceOf(StartFailed.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " (bot) is in use");
        }
    }
}
