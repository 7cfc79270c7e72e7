package writeback.relay.crash;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What is tried with a real agent, each time on a ground of its own. */
abstract class OnCrashGround {

    @TempDir
    private Path folder;

    CrashGround ground;

    @BeforeEach
    void start() throws Exception {
        ground = new CrashGround(folder);
    }

    @AfterEach
    void stop() throws Exception {
        ground.close();
    }
}
