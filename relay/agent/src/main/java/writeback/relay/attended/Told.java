package writeback.relay.attended;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.message.Outcome;

/**
 * What the agent answers. Public for the JSON reader only.
 *
 * @param waiting to LIST
 * @param envelope to SHOW: the command as the bot sealed it
 * @param operator to SHOW: who the operator is for the records
 * @param refusal to SHOW and START: why not; null when it may go on
 * @param writesBefore to START: when it is too late for the console to begin to write
 */
public record Told(
        @Nullable List<Item> waiting,
        @Nullable String envelope,
        @Nullable String operator,
        Outcome.@Nullable Refused refusal,
        @Nullable Instant writesBefore) {

    /** A change that waits. */
    public record Item(String command, String change, String operation, Instant expiresAt) {}

    static Told list(List<Item> waiting) {
        return new Told(waiting, null, null, null, null);
    }

    static Told shown(String envelope, String operator) {
        return new Told(null, envelope, operator, null, null);
    }

    static Told taken() {
        return new Told(null, null, null, null, null);
    }

    static Told begun(Instant writesBefore) {
        return new Told(null, null, null, null, writesBefore);
    }

    static Told no(String code, String detail) {
        return no(new Outcome.Refused(code, detail, ""));
    }

    static Told no(Outcome.Refused refusal) {
        return new Told(null, null, null, refusal, null);
    }
}
