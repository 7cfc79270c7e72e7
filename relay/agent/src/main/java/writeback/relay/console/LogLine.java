package writeback.relay.console;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import writeback.relay.journal.JournalReport.Row;
import writeback.relay.protocol.message.Outcome;

/** One line of the journal as a line for people: time, event, then what belongs to it, each with its name. */
final class LogLine {

    /** Enough to tell plans apart; all of it is in the JSON. */
    private static final int SHORT_HASH = 16;

    private LogLine() {}

    static String of(Row row) {
        List<String> parts = new ArrayList<>();
        parts.add(row.at().truncatedTo(ChronoUnit.SECONDS).toString());
        parts.add(String.format("%-8s", row.event()));
        add(parts, "", row.operation());
        add(parts, "change ", row.changeId());
        add(parts, "action ", row.actionIndex());
        add(parts, "plan ", row.planHash() == null ? null : shortened(row.planHash()));
        if (row.event().equals("received")) {
            add(parts, "requested by ", row.requester());
            add(parts, "approved by ", row.approvers() == null ? null : String.join(" and ", row.approvers()));
            add(parts, "bot's trail ", row.trail());
        }
        add(parts, "at the console by ", row.operator());
        add(parts, "", row.outcome() == null ? null : outcome(row.outcome()));
        add(parts, "agent ", row.agent());
        add(parts, "the bot knows ", row.missing());
        return printable(String.join("  ", parts));
    }

    private static void add(List<String> parts, String name, @Nullable Object value) {
        if (value != null) {
            parts.add(name + value);
        }
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(SHORT_HASH, hash.length()));
    }

    /** How it ended beyond the event's own word. */
    private static @Nullable String outcome(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return refused.code() + ": " + refused.detail()
                    + (refused.setting().isEmpty() ? "" : " (" + refused.setting() + ")");
        }
        if (outcome instanceof Outcome.Failed failed) {
            return "failed, " + failed.code() + ": " + failed.detail();
        }
        return outcome instanceof Outcome.InDoubt doubt ? doubt.detail() : null;
    }

    /** Names come from elsewhere: nothing in them may steer the terminal or begin a line of its own. */
    private static String printable(String text) {
        return text.replaceAll("\\p{C}", "?");
    }
}
