package writeback.journeys;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
     * @param answer the kind of its answer, such as {@code refused}; empty while it has none
     * @param startedAt when an agent was let start it; empty when none was
     */
    record Row(
            String command,
            String change,
            int action,
            String state,
            String answer,
            Instant expiresAt,
            Optional<Instant> startedAt) {}

    /**
     * @param name for a person
     * @param approvals rows about its approval in the trail
     * @param ends rows about its end in the trail
     * @param expiresAt when its plan ends
     * @param movedAt when it came into its state
     * @param edits by which the version of its Group Policy object grew
     */
    record Change(
            String name,
            String id,
            String state,
            int approvals,
            int ends,
            Instant expiresAt,
            Instant movedAt,
            int edits) {}
}
