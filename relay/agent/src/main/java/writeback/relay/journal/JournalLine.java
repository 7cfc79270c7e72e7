package writeback.relay.journal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.message.Approval;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;

/**
 * One line of the journal. Public for the JSON reader only.
 *
 * @param command its id; empty in a line about the whole journal
 * @param fence the command's fencing number, or 0
 * @param digest with {@link Event#RECEIVED}: SHA-256 of what the command asks for
 * @param outcome with {@link Event#DONE}, {@link Event#REFUSED} and {@link Event#IN_DOUBT}
 * @param agent with {@link Event#BEGUN} and {@link Event#LOST}: whose journal it is
 * @param requester with {@link Event#RECEIVED}: who asked for the plan
 * @param approvers with {@link Event#RECEIVED}: who approved it
 * @param operator with {@link Event#STARTED}: who began it at the console; null when the agent did
 * @param trail with {@link Event#RECEIVED}: the newest row of the bot's trail that was heard of, {@code NUMBER:HASH}
 * @param missing with {@link Event#LOST}: the line that the bot knows and this journal has not, {@code NUMBER:HASH}
 */
public record JournalLine(
        Event event,
        Instant at,
        String command,
        long fence,
        @Nullable String digest,
        @Nullable String operation,
        @Nullable String changeId,
        @Nullable String planHash,
        @Nullable Integer actionIndex,
        @Nullable Outcome outcome,
        @Nullable String agent,
        @Nullable String requester,
        @Nullable List<String> approvers,
        @Nullable String operator,
        @Nullable String trail,
        @Nullable String missing) {

    /** What happened. */
    public enum Event {
        /** The first line: somebody's journal begins. */
        BEGUN,
        /** The guard let a change through. Once for every attempt at it. */
        RECEIVED,
        /** From here on it may have taken effect. */
        STARTED,
        /** It ended, with a result that is known. */
        DONE,
        /** It was not started. Ends an attempt if there was one. */
        REFUSED,
        /** It was answered as in doubt. Ends an attempt. */
        IN_DOUBT,
        /** Left unanswered in good order, so it did not kill the agent. Without a command: all that was in hand. */
        LEFT,
        /** The bot knows of a line that is not here: no change runs on this journal any more. */
        LOST
    }

    static JournalLine received(
            Instant at, Command command, PlannedChange change, @Nullable String requester, @Nullable String trail) {
        return new JournalLine(
                Event.RECEIVED,
                at,
                command.id(),
                command.fence(),
                Digest.of(command),
                command.operation(),
                change.changeId(),
                change.hash(),
                change.actionIndex(),
                null,
                null,
                requester,
                change.approvals().stream().map(Approval::person).toList(),
                null,
                trail,
                null);
    }

    /** The rest stands where it was received. */
    static JournalLine started(Instant at, String command, long fence, @Nullable String operator) {
        return line(Event.STARTED, at, command, fence, null, operator, null, null);
    }

    /** The end of an attempt; the rest stands where it was received. */
    static JournalLine ended(Event event, Instant at, String command, long fence, Outcome outcome) {
        return line(event, at, command, fence, outcome, null, null, null);
    }

    /** It may never have been received, so the line says what it was about. */
    static JournalLine refused(Instant at, Command command, long fence, Outcome.Refused outcome) {
        PlannedChange change = command.change();
        return new JournalLine(
                Event.REFUSED,
                at,
                command.id(),
                fence,
                null,
                command.operation(),
                change == null ? null : change.changeId(),
                change == null ? null : change.hash(),
                change == null ? null : change.actionIndex(),
                outcome,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Not started, and not answered. */
    static JournalLine left(Instant at, String command, long fence) {
        return line(Event.LEFT, at, command, fence, null, null, null, null);
    }

    /** One about the whole journal. */
    static JournalLine whole(Event event, Instant at, @Nullable String agent, @Nullable String missing) {
        return line(event, at, "", 0, null, null, agent, missing);
    }

    private static JournalLine line(
            Event event,
            Instant at,
            String command,
            long fence,
            @Nullable Outcome outcome,
            @Nullable String operator,
            @Nullable String agent,
            @Nullable String missing) {
        return new JournalLine(
                event, at, command, fence, null, null, null, null, null, outcome, agent, null, null, operator, null,
                missing);
    }
}
