package writeback.relay.guard;

import org.jspecify.annotations.Nullable;
import writeback.relay.operation.Operation;
import writeback.relay.operation.OperationContext.VerifiedChange;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.Rejection;

/** What the guard says to one envelope. */
public sealed interface Ruling {

    /** It may run. */
    record Run(Command command, Operation operation, @Nullable VerifiedChange change) implements Ruling {}

    /** It may be carried out by a person at the relay's console. */
    record Attend(Command command, Operation operation, VerifiedChange change, String setting) implements Ruling {}

    /**
     * It was started in an earlier life of the agent and never answered: look what became of it, never run it again.
     *
     * @param leave what the look may write
     */
    record LookBack(Command command, Operation operation, VerifiedChange change, Operation.Leave leave)
            implements Ruling {}

    /** The answer is known without running anything: a refusal, or the stored result. */
    record Answer(Command command, Outcome outcome) implements Ruling {}

    /**
     * It is being worked on right now, be it by a console that outlived the agent; its reply will carry the highest fencing
     * number seen.
     */
    record UnderWay(Command command) implements Ruling {}

    /** Nobody who may command us said this, so nobody is answered. */
    record Unopened(Rejection code, String detail) implements Ruling {}
}
