package writeback.relay.protocol.message;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent sends with {@code POST /relay/v1/poll}; its identity is in the {@link PollToken}.
 *
 * @param instance made new at each start of the agent: what an earlier life took and did not answer may be handed out
 *     again at once
 * @param version of the agent
 * @param capabilities what it can reach; it is given work for those that it is also registered with
 * @param operations names of the operations it knows
 * @param waitSeconds how long the bot may hold the request, 0 to 50
 * @param take how many commands it takes at most
 * @param trouble code of the last command that it could not even open, null if there was none since its start
 * @param permissions what its owner says of each operation: {@code refused}, {@code attended} or {@code unattended}; null
 *     from an agent that does not tell
 * @param halt why it does nothing at present, such as {@code paused}; null when it works
 * @param commandKeys thumbprints (RFC 7638) of the keys that may command it: the bot's present one, and the next one once
 *     a person at its console has accepted it; null from an agent that does not tell
 */
public record PollRequest(
        String instance,
        String version,
        List<String> capabilities,
        List<String> operations,
        int waitSeconds,
        int take,
        @Nullable String trouble,
        @Nullable Map<String, String> permissions,
        @Nullable String halt,
        @Nullable List<String> commandKeys) {

    /** The same, held no longer than this. */
    public PollRequest heldAtMost(int seconds) {
        return with(Math.min(waitSeconds, seconds), commandKeys);
    }

    /** The same, with the keys that may command the agent. */
    public PollRequest commandedBy(List<String> thumbprints) {
        return with(waitSeconds, List.copyOf(thumbprints));
    }

    private PollRequest with(int wait, @Nullable List<String> keys) {
        return new PollRequest(
                instance, version, capabilities, operations, wait, take, trouble, permissions, halt, keys);
    }
}
