package writeback.relay.guard;

import java.util.Set;

/**
 * Who this agent is.
 *
 * @param agent its id, as registered with the bot
 * @param capabilities what it may be asked for: {@code directory}, {@code entraconnect}
 */
public record Identity(String agent, String tenant, String premises, Set<String> capabilities) {

    public Identity {
        capabilities = Set.copyOf(capabilities);
    }
}
