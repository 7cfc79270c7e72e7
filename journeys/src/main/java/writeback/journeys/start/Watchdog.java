package writeback.journeys.start;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Sees to it that no part outlives this JVM, however it ends: a shell that waits for its standard input to close and
 * then ends whatever is still noted in the folder of pids. After an orderly stop nothing is noted there.
 */
final class Watchdog {
    private static final String SCRIPT =
            """
            trap '' INT TERM HUP
            cat > /dev/null
            for noted in "$0"/*; do [ -f "$noted" ] && kill "$(cat "$noted")" 2> /dev/null; rm -f "$noted"; done
            """;

    private final Process process;

    Watchdog(Path pids) {
        try {
            process = new ProcessBuilder("sh", "-c", SCRIPT, pids.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new StartFailed("no shell to watch over the processes: " + e.getMessage());
        }
    }

    /** To be called when all parts have ended. */
    void dismiss() throws InterruptedException {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            // it has ended already
        }
        process.waitFor();
    }
}
