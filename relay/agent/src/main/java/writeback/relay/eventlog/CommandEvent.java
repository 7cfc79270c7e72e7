package writeback.relay.eventlog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a command: who and what, never facts or secrets.
 *
 * @param change the change request; null for a look
 * @param outcome {@code started}, {@code done}, {@code refused}, {@code failed}, {@code in-doubt} or what else ends it
 * @param code of a refusal or failure, or empty
 */
public record CommandEvent(
        Instant at,
        String tenant,
        String premises,
        String agent,
        String command,
        String operation,
        @Nullable String change,
        String outcome,
        String code) {

    /** Whether all is well with it. */
    boolean good() {
        return outcome.equals("started") || outcome.equals("done");
    }

    /** For people, in one line. */
    String text() {
        return operation + " " + outcome + (code.isEmpty() ? "" : ", " + code)
                + (change == null ? "" : ", change " + change);
    }
}
