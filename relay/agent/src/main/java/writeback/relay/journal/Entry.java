package writeback.relay.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.message.Outcome;

/**
 * What the journal knows of one command.
 *
 * @param fence the highest fencing number under which it came
 * @param digest SHA-256 of what it asks for: the same id with another digest is another command
 * @param stage how far it came
 * @param outcome stored result; not null exactly when it is done
 * @param startedAt when it was last started; null when it never was
 * @param operator who began it at the console, if it was begun there
 * @param attempts how often it was taken in hand
 * @param deaths how often the agent died with it in hand
 * @param inHand whether it was taken in hand and not answered since
 */
public record Entry(
        String command,
        long fence,
        String digest,
        String planHash,
        int actionIndex,
        Stage stage,
        @Nullable Outcome outcome,
        @Nullable Instant startedAt,
        @Nullable String operator,
        int attempts,
        int deaths,
        boolean inHand) {

    /** How far a command came. */
    public enum Stage {
        RECEIVED,
        /** It may have taken effect. After a restart this means: in doubt. */
        STARTED,
        DONE
    }

    static Entry taken(String command, long fence, String digest, String planHash, int actionIndex) {
        return new Entry(command, fence, digest, planHash, actionIndex, Stage.RECEIVED, null, null, null, 1, 0, true);
    }

    /** Taken in hand again. */
    Entry again(long number) {
        return with(stage, number, outcome, startedAt, operator, attempts + 1, inHand ? deaths + 1 : deaths, true);
    }

    Entry started(long number, Instant at, @Nullable String person) {
        return with(Stage.STARTED, number, null, at, person == null ? operator : person, attempts, deaths, inHand);
    }

    Entry done(long number, @Nullable Outcome result) {
        return with(Stage.DONE, number, result, startedAt, operator, attempts, deaths, false);
    }

    /** Answered, or laid down in good order. */
    Entry laidDown() {
        return with(stage, fence, outcome, startedAt, operator, attempts, deaths, false);
    }

    /** The agent died with it in hand. */
    Entry died() {
        return with(stage, fence, outcome, startedAt, operator, attempts, deaths + 1, false);
    }

    private Entry with(
            Stage next,
            long number,
            @Nullable Outcome result,
            @Nullable Instant begun,
            @Nullable String person,
            int tried,
            int died,
            boolean held) {
        return new Entry(
                command,
                Math.max(fence, number),
                digest,
                planHash,
                actionIndex,
                next,
                result,
                begun,
                person,
                tried,
                died,
                held);
    }
}
