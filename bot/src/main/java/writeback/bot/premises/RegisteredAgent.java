package writeback.bot.premises;

import java.util.Set;
import writeback.relay.protocol.message.VerifyingKey;

/**
 * An agent that the bot knows.
 *
 * @param key what it signs with
 * @param capabilities what it may be asked for, whatever it says of itself
 */
record RegisteredAgent(
        String id, String name, VerifyingKey key, Set<String> capabilities, Standing standing, Origin origin) {

    RegisteredAgent {
        capabilities = Set.copyOf(capabilities);
    }

    boolean isTrusted() {
        return standing == Standing.TRUSTED;
    }

    RegisteredAgent with(Standing other) {
        return new RegisteredAgent(id, name, key, capabilities, other, origin);
    }

    enum Standing {
        WAITING(Relay.State.WAITING),
        TRUSTED(Relay.State.TRUSTED),
        TURNED_DOWN(Relay.State.REMOVED),
        REMOVED(Relay.State.REMOVED);

        private final Relay.State state;

        Standing(Relay.State state) {
            this.state = state;
        }

        /** As people see it. */
        Relay.State state() {
            return state;
        }
    }

    /** Where it is registered. */
    enum Origin {
        CONFIGURED,
        ENROLLED
    }
}
