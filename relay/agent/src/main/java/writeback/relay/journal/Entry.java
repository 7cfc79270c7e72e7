package writeback.relay.journal;

import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.message.Outcome;

/**
 * What the journal knows of one command.
 *
 * @param fence the highest fencing number under which it came
 * @param digest SHA-256 of what it asks for: the same id with another digest is another command
 * @param stage how far it came
 * @param outcome stored result; not null exactly when it is done
 */
public record Entry(
        String command,
        long fence,
        String digest,
        String planHash,
        int actionIndex,
        Stage stage,
        @Nullable Outcome outcome) {

    /** How far a command came. */
    public enum Stage {
        RECEIVED,
        /** It may have taken effect. After a restart this means: in doubt. */
        STARTED,
        DONE
    }

    Entry at(Stage next, long number, @Nullable Outcome result) {
        return new Entry(command, Math.max(fence, number), digest, planHash, actionIndex, next, result);
    }
}
