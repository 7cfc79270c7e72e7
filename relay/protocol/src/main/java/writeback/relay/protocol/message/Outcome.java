package writeback.relay.protocol.message;

/** How a command ended, or that it waits, seen from the agent. */
public sealed interface Outcome {

    /** @param result the operation's facts or result as JSON text */
    record Done(String result) implements Outcome {}

    /**
     * Not started, and never will be under this command.
     *
     * @param code stable, such as {@code not-allowed}, {@code out-of-bounds}, {@code expired}, {@code replayed}
     * @param setting the line of {@code relay.yaml} that decided, or empty
     */
    record Refused(String code, String detail, String setting) implements Outcome {}

    /**
     * Started and ended without success. Nothing is changed, or what was changed has been put back.
     *
     * @param code stable, such as {@code precondition-failed}, {@code directory-unreachable}
     */
    record Failed(String code, String detail) implements Outcome {}

    /**
     * Not started: the relay's owner wants a person to carry it out at the relay's console. Not final: another outcome
     * follows, at the latest when the plan expires.
     *
     * @param detail the line of {@code relay.yaml} that says so
     */
    record Waiting(String detail) implements Outcome {}

    /** Started, and whether it took effect is not known: look before anything else. */
    record InDoubt(String detail) implements Outcome {}
}
