package writeback.bot.entra.reading;

import com.google.gson.JsonSyntaxException;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.kiota.ApiException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.fact.Cause;

/** What a failed call says about why nothing was seen. */
record Trouble(Cause cause, String detail) {

    static Trouble of(RuntimeException failure) {
        if (failure instanceof ApiException answered) {
            return new Trouble(cause(answered.getResponseStatusCode()), detail(answered));
        }
        IOException io = ioFailure(failure);
        if (io instanceof InterruptedIOException) {
            return new Trouble(Cause.TIMEOUT, "");
        }
        return io != null
                ? new Trouble(Cause.UNREACHABLE, io.getClass().getSimpleName())
                // an answer came, and the SDK or we could not read it; its text may hold the answer, so only its kind
                : new Trouble(Cause.MALFORMED, failure.getClass().getSimpleName());
    }

    /**
     * After what time it is worth asking once more: when Graph says 429 and how long (Microsoft Graph throttling guidance),
     * and at once when the connection broke, which one kept from before does as soon as its other end has closed it.
     */
    static Optional<Duration> pause(RuntimeException failure) {
        IOException io = failure instanceof ApiException ? null : ioFailure(failure);
        if (io != null && !(io instanceof InterruptedIOException)) {
            return Optional.of(Duration.ZERO);
        }
        if (failure instanceof ApiException answered && answered.getResponseStatusCode() == 429) {
            Set<String> values = answered.getResponseHeaders().get("Retry-After");
            return values == null
                    ? Optional.empty()
                    : values.stream()
                            .map(String::strip)
                            .filter(value -> value.matches("\\d{1,6}"))
                            .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                            .findFirst();
        }
        return Optional.empty();
    }

    private static Cause cause(int status) {
        if (status >= 500) {
            return Cause.UNREACHABLE;
        }
        return switch (status) {
            case 401 -> Cause.NOT_SIGNED_IN;
            case 403 -> Cause.DENIED;
            case 429 -> Cause.THROTTLED;
            default -> Cause.FAILED;
        };
    }

    private static String detail(ApiException answered) {
        String code = answered instanceof ODataError error && error.getError() != null
                ? error.getError().getCode()
                : null;
        return code == null
                ? "HTTP " + answered.getResponseStatusCode()
                : "HTTP " + answered.getResponseStatusCode() + " " + code;
    }

    private static @Nullable IOException ioFailure(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof JsonSyntaxException) {
                return null;
            }
            if (at instanceof IOException io) {
                return io;
            }
        }
        return null;
    }
}
