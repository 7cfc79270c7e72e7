package writeback.bot.premises;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relay as the chat shows it.
 *
 * @param capabilities what it is registered for
 * @param version as it says; null when it never polled
 * @param lastPoll null when it never polled
 * @param connected whether it polled lately
 * @param trouble code of the last command that it could not open, such as {@code unknown-key}: it then holds another
 *     command key than the bot's; null if there was none since its start
 */
public record Relay(
        String id,
        String name,
        String premises,
        List<String> capabilities,
        @Nullable String version,
        @Nullable Instant lastPoll,
        boolean connected,
        @Nullable String trouble) {}
