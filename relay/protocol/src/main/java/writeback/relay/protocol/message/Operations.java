package writeback.relay.protocol.message;

/** Names of the reading operations. Changing ones are named by their {@code Action}. All are at version 1. */
public final class Operations {

    /** Answers {@code DirectoryFacts}; no arguments. Capability {@code directory}. */
    public static final String READ_DIRECTORY = "read-directory";

    /** Answers {@code AccountFacts}; argument {@code account}: distinguished name, UPN or sAMAccountName. */
    public static final String READ_ACCOUNT = "read-account";

    /** Answers {@code ConnectFacts}; no arguments. Capability {@code entraconnect}. */
    public static final String READ_CONNECT = "read-connect";

    /** Answers a list of {@code WritebackEvent}, newest last, at most 200; argument {@code since}: ISO-8601 instant. */
    public static final String READ_WRITEBACK_EVENTS = "read-writeback-events";

    /** Capability of the operations on AD DS. */
    public static final String CAPABILITY_DIRECTORY = "directory";

    /** Capability of the operations on the sync server. */
    public static final String CAPABILITY_CONNECT = "entraconnect";

    private Operations() {}
}
