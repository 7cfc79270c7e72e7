package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private Row row = row("ANSWERED", "done", END);
    private Change change = change("c1", "DONE", 1, 1);
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
        change = change("c1", "DONE", 1, 2);

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
        change = change("c1", "DONE", 2, 1);
        lines.add(new Line("agent-1", "RECEIVED", AT, "k9"));

        assertThat(complaints())
                .containsExactly("seed 1: approved 2 times", "agent-1 knows of command k9, which the outbox does not");
    }

    @Test
    void aCommandWithoutOneRecordedOutcomeIsSeen() {
        row = row("OPEN", "", END);
        assertThat(complaints()).anyMatch(each -> each.contains("no outcome is recorded"));

        row = row("ANSWERED", "done", END);
        answers = List.of("k1", "k1");
        assertThat(complaints()).anyMatch(each -> each.contains("2 outcomes"));
    }

    @Test
    void whatStartsAfterItsEndIsSeen() {
        row = row("ANSWERED", "done", AT);

        assertThat(complaints()).anyMatch(each -> each.contains("started after its end"));
    }

    @Test
    void aPermitAfterTheEndAndAStartWithoutAPermitAreSeen() {
        row = row("ANSWERED", "done", AT.plusSeconds(1));
        assertThat(complaints()).anyMatch(each -> each.contains("permitted after its end"));

        row = new Row("k1", "c1", 0, "ANSWERED", "done", END, Optional.empty());
        assertThat(complaints()).anyMatch(each -> each.contains("no permit"));
    }

    @Test
    void whatWasRefusedAndStartedAllTheSameIsSeen() {
        row = row("ANSWERED", "refused", END);
        change = change("c1", "FAILED", 1, 0);

        assertThat(complaints()).anyMatch(each -> each.contains("refused, and a journal"));
    }

    @Test
    void aPlanThatEndedBeforeItWasBegunIsAnOutcome() {
        lines.clear();
        change = change("c2", "EXPIRED", 0, 0);
        assertThat(complaints()).isEmpty();

        change = change("c2", "EXPIRED", 1, 0);
        assertThat(complaints()).isEmpty();
    }

    @Test
    void whatExpiredAndRanOrExpiredTooSoonIsSeen() {
        change = change("c1", "EXPIRED", 1, 1);
        assertThat(complaints())
                .anyMatch(each -> each.contains("expired, and the directory"))
                .anyMatch(each -> each.contains("expired, and the outbox"));

        change = new Change("seed 1", "c2", "EXPIRED", 1, 1, END, END.minusSeconds(1), 0);
        assertThat(complaints()).anyMatch(each -> each.contains("expired before its end"));
    }

    @Test
    void twoEndsInTheTrailAreSeen() {
        change = new Change("seed 1", "c1", "DONE", 1, 2, END, END, 1);

        assertThat(complaints()).containsExactly("seed 1: 2 ends are in the trail instead of 1");
    }

    @Test
    void whatTheBotSaysAndTheDirectoryDoesNotShowIsSeen() {
        change = change("c1", "DONE", 1, 0);
        assertThat(complaints()).anyMatch(each -> each.contains("shows nothing"));

        change = change("c1", "FAILED", 1, 1);
        assertThat(complaints()).anyMatch(each -> each.contains("shows it"));

        change = change("c1", "APPLYING", 1, 1);
        assertThat(complaints()).anyMatch(each -> each.contains("no end"));
    }

    @Test
    void whatIsDoneWithoutAWordInJournalOrOutboxIsSeen() {
        lines.clear();
        assertThat(complaints()).anyMatch(each -> each.contains("no journal has its start"));

        change = change("c2", "DONE", 1, 1);
        assertThat(complaints()).anyMatch(each -> each.contains("the outbox has no command of it"));
    }

    private List<String> complaints() {
        return RelayCheck.complaints(new RelayRecord(lines, List.of(row), List.of(change), answers, List.of()));
    }

    private static Row row(String state, String answer, Instant expiresAt) {
        return new Row("k1", "c1", 0, state, answer, expiresAt, Optional.of(AT.plusSeconds(1)));
    }

    private static Change change(String id, String state, int approvals, int edits) {
        return new Change("seed 1", id, state, approvals, 1, END, END.plusSeconds(1), edits);
    }

    private static Line line(String agent, String event, int second) {
        return new Line(agent, event, AT.plusSeconds(second), "k1");
    }
}
