package writeback.lab.channel;

import java.util.OptionalInt;

/** The faults somebody ordered for the bot's sends. Called once for each send, from several threads. */
@FunctionalInterface
public interface ChannelFaults {
    ChannelFaults NONE = OptionalInt::empty;

    /** The HTTP status this send fails with; empty when it may pass. Each call uses up one ordered fault. */
    OptionalInt next();
}
