package writeback.bot;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** How long this module's tests wait for a condition: long enough for a machine that is busy with something else. */
public class Patience implements BeforeAllCallback {

    /** A deadline that this work keeps even on a busy machine: many times what it takes there now. */
    public static Duration plentyFor(Runnable work) {
        work.run();
        long start = System.nanoTime();
        work.run();
        return Duration.ofSeconds(2).plusNanos(20 * (System.nanoTime() - start));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }
}
