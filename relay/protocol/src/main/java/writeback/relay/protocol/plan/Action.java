package writeback.relay.protocol.plan;

import java.util.Optional;

/** One typed change. It names what it expects to find, what it sets and how it is undone; there is no free form. */
public sealed interface Action
        permits SetMinimumPasswordAge, SetPsoMinimumAge, GrantRights, RevokeRights, RehearsePolicy, RehearseChannel {

    /** The operation's name, the same in plan, relay configuration and journal. */
    String operation();

    /** DNS name of the domain that it is for, lower case. */
    String domain();

    /** Version of the operation's meaning; an agent that does not know it refuses. */
    int operationVersion();

    Undo undo();

    /** The action that takes this one back; it goes the same road, approval and all. Empty: there is none. */
    default Optional<Action> inverse() {
        return Optional.empty();
    }

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
