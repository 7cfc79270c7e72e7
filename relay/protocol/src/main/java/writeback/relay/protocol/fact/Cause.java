package writeback.relay.protocol.fact;

/** Why something could not be seen. Not seeing is never "off" and never "fine". */
public enum Cause {
    /** No relay is connected for these premises, or it did not answer in time. */
    NO_RELAY,
    /** The relay's owner does not let the bot look at this. */
    REFUSED_BY_RELAY,
    /** The system that knows could not be reached. */
    UNREACHABLE,
    /** The system that knows refused us. */
    DENIED,
    /** The system that knows did not answer within the deadline. */
    TIMEOUT,
    /** The system that knows asked us to come back later. */
    THROTTLED,
    /** Nobody is signed in on whose behalf we could look. */
    NOT_SIGNED_IN,
    /** Whoever looked is too old to report this. */
    NOT_REPORTED,
    /** The answer came, in a shape that we cannot read. */
    MALFORMED,
    /** The look failed in another way; the detail says how. */
    FAILED,
    /** Nobody has looked so far. */
    NOT_YET_LOOKED
}
