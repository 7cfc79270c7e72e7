package writeback.relay.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * What the bot knows of both trails as it hands a command over.
 *
 * @param trail newest row of its own audit trail, for the agent's journal to cite; null when it is empty
 * @param journal newest line of the agent's journal that it heard of; null when it never heard of one. An agent whose
 *     journal does not hold that line has lost part of it, and with it the memory of what it changed.
 */
public record Heads(@Nullable ChainHead trail, @Nullable ChainHead journal) {

    /** Nothing is known. */
    public static final Heads NONE = new Heads(null, null);
}
