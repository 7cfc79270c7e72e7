package writeback.relay.attended;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import writeback.relay.protocol.message.Outcome;

/** The changes that wait for a person, as the agent has them. Thread-safe. */
public interface AttendedChanges {

    /** What waits, oldest first. */
    List<Waiting> waiting();

    /**
     * Begins one, once what else runs has ended. The guard judges again, and the start is in the journal when this returns
     * {@link Begun.Yes}; from then on the outcome must come.
     *
     * @param operator who carries it out, in words
     */
    Begun begin(String command, String operator) throws InterruptedException;

    /**
     * A change that waits.
     *
     * @param change id of the change request
     * @param envelope the command as the bot sealed it
     */
    record Waiting(String command, String change, String operation, Instant expiresAt, String envelope) {}

    /** Whether it has begun. */
    sealed interface Begun {

        /** Nothing has happened. */
        record No(Outcome.Refused refusal) implements Begun {}

        /**
         * It is in the operator's hands.
         *
         * @param writesBefore when it is too late for the console to begin to write
         * @param said to be completed with the outcome, or exceptionally when the console is gone
         * @param recorded completed once the outcome is in the journal
         */
        record Yes(Instant writesBefore, CompletableFuture<Outcome> said, CompletableFuture<Outcome> recorded)
                implements Begun {}
    }
}
