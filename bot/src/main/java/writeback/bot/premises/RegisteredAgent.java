package writeback.bot.premises;

import java.util.Set;
import writeback.relay.protocol.message.VerifyingKey;

/**
 * An agent that may poll.
 *
 * @param key what it signs with
 * @param capabilities what it may be asked for, whatever it says of itself
 */
record RegisteredAgent(String id, String name, VerifyingKey key, Set<String> capabilities) {

    RegisteredAgent {
        capabilities = Set.copyOf(capabilities);
    }
}
