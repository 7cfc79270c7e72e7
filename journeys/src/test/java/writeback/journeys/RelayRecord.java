package writeback.journeys;

import java.time.Instant;
import java.util.List;

/**
 * What is left of changes when all is quiet: of each side what it wrote down, and of the directory what was seen to move.
 *
 * @param lines of all agents' journals
 * @param damage of a journal or of the bot's trail, in words
 * @param answers the ids of commands in the trail's rows about answers
 */
record RelayRecord(
        List<Line> lines, List<Row> outbox, List<Change> changes, List<String> answers, List<String> damage) {

    /** A line of a journal. */
    record Line(String agent, String event, Instant at, String command) {}

    /**
     * A row of the outbox about a change.
     *
     * @param answered whether it has an answer
     */
    record Row(String command, String change, int action, String state, boolean answered, Instant expiresAt) {}

    /**
     * @param name for a person
     * @param approvals rows about its approval in the trail
     * @param edits by which the version of its Group Policy object grew
     */
    record Change(String name, String id, String state, int approvals, int edits) {}
}
