package writeback.relay.operation;

import writeback.relay.protocol.message.Outcome;

/** One thing the agent can do. Implementations are thread-safe and keep no state between runs. */
public interface Operation {

    /** The same name as in command, plan, {@code relay.yaml} and journal. */
    String name();

    /** Version of the operation's meaning. */
    int version();

    /** {@code directory} or {@code entraconnect}. */
    String capability();

    /** Whether it changes anything outside the agent. */
    boolean changes();

    /**
     * Does it. Trouble with the outside is an outcome, not an exception; an exception is a fault of ours, after which a
     * change is in doubt. A change asks {@link OperationContext#tooLate} right before its first write.
     *
     * <p>Every connection, search and process has a time limit of its own, so that a run ends.
     */
    Outcome run(OperationContext context);

    /**
     * Looks what became of a run that was started and never answered, as after a crash. Changes nothing.
     *
     * @return for a change: {@code Done} when it took effect, {@code Failed} with code {@code not-applied} when nothing
     *     of it did, {@code InDoubt} when it is half-made or cannot be told; a reading operation is simply run
     */
    default Outcome observe(OperationContext context) {
        return run(context);
    }

    /**
     * Brings a run that was started and never answered to an end. Nothing is run a second time: what that very run left
     * half-made is finished or put back, each place compared before it is written, so that doing this twice does no more
     * than doing it once; and where anybody else has been meanwhile nothing is written. Operations that make their change
     * in one step have nothing to finish and only look.
     *
     * @param leave what may be written
     * @return as {@link #observe}
     */
    default Outcome resume(OperationContext context, Leave leave) {
        return observe(context);
    }

    /** How far a look at a run that was cut off may go. */
    enum Leave {
        /** Nothing may be written: the relay's owner does not let this operation run any more. */
        LOOK,
        /** What is half-made may be put back: its approval has ended. */
        PUT_BACK,
        /** What is half-made may be finished: it was approved, and still is. */
        FINISH
    }
}
