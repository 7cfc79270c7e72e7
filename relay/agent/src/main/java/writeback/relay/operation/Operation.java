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
     * change is in doubt.
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
}
