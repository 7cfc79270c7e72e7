package writeback.bot.premises;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A relay as the chat shows it.
 *
 * @param capabilities what it is registered for
 * @param fingerprint thumbprint (RFC 7638) of its key, as the relay's console shows it
 * @param version as it says; null when it never polled
 * @param lastPoll null when it never polled
 * @param connected whether it polled lately
 * @param trouble code of the last command that it could not open, such as {@code unknown-key}: it then holds another
 *     command key than the bot's; null if there was none since its start
 * @param permissions what its owner says of each operation, by its own word; empty when it does not tell
 * @param halt why it does nothing at present, such as {@code paused}; null when it works
 * @param nextKey how it stands to the bot's next command key
 */
public record Relay(
        String id,
        String name,
        String premises,
        State state,
        String fingerprint,
        List<String> capabilities,
        @Nullable String version,
        @Nullable Instant lastPoll,
        boolean connected,
        @Nullable String trouble,
        Map<String, String> permissions,
        @Nullable String halt,
        NextKey nextKey) {

    /** What is known of the next command key at a relay's console. */
    public enum NextKey {
        /** The bot announces none. */
        NONE,
        /** The relay does not say: it is too old for that, or has not been heard of. */
        UNKNOWN,
        /** It may not command there: nobody has accepted it. */
        ANNOUNCED,
        /** The bot may begin to command with it. */
        ACCEPTED
    }

    /** Whether it is trusted. */
    public enum State {
        /** It came with a good code, and nobody has confirmed its fingerprint. */
        WAITING,
        /** It is given commands. */
        TRUSTED,
        /** Its key is refused. */
        REMOVED
    }
}
