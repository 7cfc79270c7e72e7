package writeback.relay.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.message.Outcome;

/**
 * One line of the journal. Public for the JSON reader only.
 *
 * @param digest with {@link Event#RECEIVED}: SHA-256 of what the command asks for
 * @param outcome with {@link Event#DONE}
 */
public record JournalLine(
        Event event,
        Instant at,
        String command,
        long fence,
        @Nullable String digest,
        @Nullable String operation,
        @Nullable String changeId,
        @Nullable String planHash,
        @Nullable Integer actionIndex,
        @Nullable Outcome outcome) {

    /** What happened. */
    public enum Event {
        RECEIVED,
        STARTED,
        DONE
    }
}
