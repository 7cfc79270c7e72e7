package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import writeback.journeys.RelayRecord.Change;
import writeback.journeys.RelayRecord.Line;
import writeback.journeys.RelayRecord.Row;

/** The checker of the crash schedules must see what it is there for. */
class RelayCheckTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant END = AT.plusSeconds(60);

    private final List<Line> lines = new ArrayList<>(
            List.of(line("agent-1", "RECEIVED", 0), line("agent-1", "STARTED", 1), line("agent-1", "DONE", 2)));
    private Row row = new Row("k1", "c1", 0, "ANSWERED", true, END);
    private Change change = new Change("seed 1", "c1", "DONE", 1, 1);
    private List<String> answers = List.of("k1");

    @Test
    void oneApplicationIsFine() {
        assertThat(complaints()).isEmpty();
    }

    @Test
    void anEditAfterACrashIsEndedUnderASecondLine() {
        lines.add(2, line("agent-1", "STARTED", 1));

        assertThat(complaints()).isEmpty();
    }

    @Test
    void twoEditsInTheDirectoryAreADoubleApplication() {
        change = new Change("seed 1", "c1", "DONE", 1, 2);

        assertThat(complaints()).containsExactly("seed 1: applied 2 times");
    }

    @Test
    void twoAgentsThatStartAreADoubleApplication() {
        lines.add(line("agent-2", "STARTED", 3));
        lines.add(line("agent-2", "DONE", 4));

        assertThat(complaints())
                .anyMatch(each -> each.contains("started by") && each.contains("agent-2"))
                .anyMatch(each -> each.contains("ended 2 times"));
    }

    @Test
    void aSecondApprovalAndAnUnknownCommandAreSeen() {
        change = new Change("seed 1", "c1", "DONE", 2, 1);
        lines.add(new Line("agent-1", "RECEIVED", AT, "k9"));

        assertThat(complaints())
                .containsExactly("seed 1: approved 2 times", "agent-1 knows of command k9, which the outbox does not");
    }

    @Test
    void aCommandWithoutOneRecordedOutcomeIsSeen() {
        row = new Row("k1", "c1", 0, "OPEN", false, END);
        assertThat(complaints()).anyMatch(each -> each.contains("no outcome is recorded"));

        row = new Row("k1", "c1", 0, "ANSWERED", true, END);
        answers = List.of("k1", "k1");
        assertThat(complaints()).anyMatch(each -> each.contains("2 outcomes"));
    }

    @Test
    void whatStartsAfterItsEndIsSeen() {
        row = new Row("k1", "c1", 0, "ANSWERED", true, AT);

        assertThat(complaints()).anyMatch(each -> each.contains("started after its end"));
    }

    @Test
    void whatTheBotSaysAndTheDirectoryDoesNotShowIsSeen() {
        change = new Change("seed 1", "c1", "DONE", 1, 0);
        assertThat(complaints()).anyMatch(each -> each.contains("shows nothing"));

        change = new Change("seed 1", "c1", "FAILED", 1, 1);
        assertThat(complaints()).anyMatch(each -> each.contains("shows it"));

        change = new Change("seed 1", "c1", "APPLYING", 1, 1);
        assertThat(complaints()).anyMatch(each -> each.contains("no end"));
    }

    @Test
    void whatIsDoneWithoutAWordInJournalOrOutboxIsSeen() {
        lines.clear();
        assertThat(complaints()).anyMatch(each -> each.contains("no journal has its start"));

        change = new Change("seed 1", "c2", "DONE", 1, 1);
        assertThat(complaints()).anyMatch(each -> each.contains("the outbox has no command of it"));
    }

    @Test
    void theSameSeedIsTheSameScheduleAndAnotherOneIsNot() {
        assertThat(Schedule.of(7)).isEqualTo(Schedule.of(7)).isNotEqualTo(Schedule.of(8));
        assertThat(Schedule.of(7).faults()).hasSizeBetween(1, 4);
    }

    private List<String> complaints() {
        return RelayCheck.complaints(new RelayRecord(lines, List.of(row), List.of(change), answers, List.of()));
    }

    private static Line line(String agent, String event, int second) {
        return new Line(agent, event, AT.plusSeconds(second), "k1");
    }
}
