package writeback.relay.protocol.message;

import java.util.Optional;

/** The keys whose word counts as the bot's. */
public interface CommandKeys {

    /** The key of that thumbprint, if it may command. */
    Optional<VerifyingKey> withThumbprint(String thumbprint);

    /** A command for this agent was signed with it. */
    void commanded(VerifyingKey key);
}
