package writeback.relay.protocol.message;

/**
 * Names of the reading operations. Changing ones are named by their {@code Action}. All are at version 1. Those of the
 * capability {@code directory} take an argument {@code domain}, a DNS name; absent: the relay's first domain.
 */
public final class Operations {

    /** Answers {@code DirectoryFacts}; no arguments. Capability {@code directory}. */
    public static final String READ_DIRECTORY = "read-directory";

    /** Answers {@code AccountFacts}; argument {@code account}: distinguished name, UPN or sAMAccountName. */
    public static final String READ_ACCOUNT = "read-account";

    /**
     * Answers {@code ConnectorFacts}; argument {@code account}: {@code DOMAIN\\name} as the sync server gives it, or absent:
     * the relay finds it.
     */
    public static final String READ_CONNECTOR = "read-connector";

    /**
     * Answers {@code AccountReport}; arguments {@code account} as above, {@code connector} as in {@link #READ_CONNECTOR},
     * {@code containers}: what the sync server imports, distinguished names a line, absent when that is not known.
     */
    public static final String EXPLAIN_ACCOUNT = "explain-account";

    /**
     * Answers {@code CoveragePage}; arguments {@code connector} and {@code containers} as in {@link #EXPLAIN_ACCOUNT}
     * (absent: the whole domain), {@code cursor}: where to go on, absent at the beginning, {@code size}: users on the page
     * at most, 1 to 1000. A cursor that the relay does not take (any longer) fails with {@link #CURSOR_REFUSED}.
     */
    public static final String READ_COVERAGE = "read-coverage";

    /** Code of a failed {@link #READ_COVERAGE}: the walk has to begin anew. */
    public static final String CURSOR_REFUSED = "cursor-refused";

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
