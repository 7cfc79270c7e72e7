package writeback.journeys;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import writeback.journeys.RelayRecord.Change;
import writeback.journeys.RelayRecord.Line;
import writeback.journeys.RelayRecord.Row;

/**
 * What must hold whatever was killed, frozen, lost or doubled: an approved change was applied at most once, every command has
 * one recorded outcome, nothing ran that was over, and what was written down was not altered.
 */
final class RelayCheck {

    /** States of a change that is over; that of one whose plan ended before it was begun last. */
    static final Set<String> ENDS = Set.of(RelayCheck.DONE, "FAILED", "UNVERIFIED", RelayCheck.EXPIRED);

    static final String DONE = "DONE";
    private static final String EXPIRED = "EXPIRED";

    private RelayCheck() {}

    /** What does not hold; empty when all does. */
    static List<String> complaints(RelayRecord record) {
        List<String> complaints = new ArrayList<>(record.damage());
        for (Change change : record.changes()) {
            List<Row> rows = record.outbox().stream()
                    .filter(row -> row.change().equals(change.id()))
                    .toList();
            ofChange(change, rows).forEach(each -> complaints.add(change.name() + ": " + each));
            for (Row row : rows) {
                List<Line> lines = record.lines().stream()
                        .filter(line -> line.command().equals(row.command()))
                        .toList();
                int answers = Collections.frequency(record.answers(), row.command());
                ofCommand(change, row, lines, answers)
                        .forEach(each -> complaints.add(change.name() + ", command " + row.command() + ": " + each));
            }
        }
        Set<String> known = record.outbox().stream().map(Row::command).collect(Collectors.toSet());
        record.lines().stream()
                .filter(line -> !line.command().isEmpty() && !known.contains(line.command()))
                .map(line -> line.agent() + " knows of command " + line.command() + ", which the outbox does not")
                .distinct()
                .forEach(complaints::add);
        return complaints;
    }

    private static List<String> ofChange(Change change, List<Row> rows) {
        List<String> complaints = new ArrayList<>();
        if (!ENDS.contains(change.state())) {
            complaints.add("it has no end but is " + change.state());
        }
        if (change.ends() != 1) {
            complaints.add(change.ends() + " ends are in the trail instead of 1");
        }
        boolean expired = change.state().equals(EXPIRED);
        // whose end came first needs no approval
        if (change.approvals() > 1 || (change.approvals() == 0 && !expired)) {
            complaints.add("approved " + change.approvals() + " times");
        }
        if (expired && change.movedAt().isBefore(change.expiresAt())) {
            complaints.add("expired before its end");
        }
        if (expired && change.edits() > 0) {
            complaints.add("expired, and the directory shows it");
        }
        if (expired && !rows.isEmpty()) {
            complaints.add("expired, and the outbox has a command of it");
        }
        if (change.edits() > 1) {
            complaints.add("applied " + change.edits() + " times");
        }
        if (change.state().equals(DONE) && change.edits() == 0) {
            complaints.add("done, and the directory shows nothing of it");
        }
        if (change.state().equals("FAILED") && change.edits() > 0) {
            complaints.add("failed, and the directory shows it");
        }
        if (rows.isEmpty() && change.state().equals(DONE)) {
            complaints.add("done, and the outbox has no command of it");
        }
        if (rows.stream().map(Row::action).distinct().count() != rows.size()) {
            complaints.add("two commands for one action");
        }
        return complaints;
    }

    private static List<String> ofCommand(Change change, Row row, List<Line> lines, int answers) {
        List<String> complaints = new ArrayList<>();
        List<Line> starts = lines.stream()
                .filter(line -> line.event().equals("STARTED"))
                .sorted(Comparator.comparing(Line::at))
                .toList();
        Set<String> starters = starts.stream().map(Line::agent).collect(Collectors.toSet());
        if (starters.size() > 1) {
            complaints.add("started by " + starters);
        }
        if (starters.isEmpty() && change.state().equals(DONE)) {
            complaints.add("done, and no journal has its start");
        }
        long ends = lines.stream().filter(line -> line.event().equals("DONE")).count();
        if (ends > 1) {
            complaints.add("ended " + ends + " times");
        }
        // a later one ends what a crash cut off
        if (!starts.isEmpty() && !starts.get(0).at().isBefore(row.expiresAt())) {
            complaints.add("started after its end");
        }
        if (!starts.isEmpty() && row.startedAt().isEmpty()) {
            complaints.add("started, and the outbox knows of no permit");
        }
        if (row.startedAt().filter(at -> !at.isBefore(row.expiresAt())).isPresent()) {
            complaints.add("permitted after its end");
        }
        if (row.answer().equals("refused") && (!starts.isEmpty() || change.edits() > 0)) {
            complaints.add("refused, and a journal or the directory shows it");
        }
        if (row.answer().isEmpty() || row.state().equals("OPEN")) {
            complaints.add("no outcome is recorded, it is " + row.state());
        }
        int wanted = row.state().equals("ANSWERED") ? 1 : 0;
        if (answers != wanted) {
            complaints.add(answers + " outcomes are in the trail instead of " + wanted);
        }
        return complaints;
    }
}
