package writeback.journeys;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** For journeys whose steps build on each other: after a failure the rest fails at once instead of waiting for nothing. */
final class StopsAtFirstFailure implements BeforeEachCallback, TestExecutionExceptionHandler {

    private volatile String failed = "";

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!failed.isEmpty()) {
            throw new AssertionError("not walked, because " + failed + " failed");
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable fault) throws Throwable {
        failed = context.getDisplayName();
        throw fault;
    }
}
