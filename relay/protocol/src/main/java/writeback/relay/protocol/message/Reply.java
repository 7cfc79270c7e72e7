package writeback.relay.protocol.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent's answer. Travels as a JWS signed with the agent's key; its content is untrusted.
 *
 * @param agentVersion of the product that answered
 * @param operator who carried it out at the relay's console, and by whose word; null when the agent did it by itself, and
 *     from an agent that is older than this
 */
public record Reply(
        String commandId, long fence, Instant at, String agentVersion, Outcome outcome, @Nullable String operator) {

    /** An answer of the agent's own. */
    public Reply(String commandId, long fence, Instant at, String agentVersion, Outcome outcome) {
        this(commandId, fence, at, agentVersion, outcome, null);
    }
}
