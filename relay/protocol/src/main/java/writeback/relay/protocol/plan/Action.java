package writeback.relay.protocol.plan;

/** One typed change. It names what it expects to find, what it sets and how it is undone; there is no free form. */
public sealed interface Action permits SetMinimumPasswordAge, RehearsePolicy, RehearseChannel {

    /** The operation's name, the same in plan, relay configuration and journal. */
    String operation();

    /** Version of the operation's meaning; an agent that does not know it refuses. */
    int operationVersion();

    Undo undo();

    /** Who carries it out. */
    Performer performer();

    /** How an action is undone. */
    enum Undo {
        /** The value before is set again. */
        EXACT,
        /** Another action makes up for it. */
        COMPENSATING,
        /** It cannot be undone; the plan says so before it is approved. */
        NONE
    }

    /** Who carries an action out. */
    enum Performer {
        RELAY,
        BOT
    }
}
