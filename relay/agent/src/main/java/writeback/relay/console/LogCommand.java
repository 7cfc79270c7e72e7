package writeback.relay.console;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.journal.JournalReport;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.settings.BadSettingsException;
import writeback.relay.settings.RelayYaml;

/**
 * {@code log}: the journal for people. It says whether the chain of hashes holds, with 3 when it does not; works while the
 * agent runs, and writes nothing.
 */
public final class LogCommand implements ConsoleCommand {

    private static final String USAGE =
            "usage: writeback-relay log [--change ID] [--since 2026-11-22[T10:00:00Z]] [--json] [--verify] [relay.yaml]";

    @Override
    public String word() {
        return "log";
    }

    @Override
    public String arguments() {
        return "[--change ID] [--since TIME] [--json] [--verify] [relay.yaml]";
    }

    @Override
    public String summary() {
        return "what was asked of this relay, by whom, and what became of it; --verify: only whether it was tampered with";
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) {
        Optional<Asked> asked = asked(arguments);
        if (asked.isEmpty()) {
            terminal.complain(USAGE);
            return WRONG;
        }
        JournalReport report;
        try {
            report = JournalReport.read(RelayYaml.dataFolder(Path.of(asked.get().settings())));
        } catch (BadSettingsException e) {
            e.problems().forEach(terminal::complain);
            return WRONG;
        } catch (IOException e) {
            terminal.complain("The journal cannot be read: " + e.getMessage());
            return MACHINE;
        }
        if (!asked.get().verify()) {
            report.rows().stream()
                    .filter(asked.get()::wants)
                    .map(row -> asked.get().json() ? ProtocolJson.write(row) : LogLine.of(row))
                    .forEach(terminal::say);
        }
        return verdict(report, asked.get().json(), terminal);
    }

    private static int verdict(JournalReport report, boolean json, Terminal terminal) {
        if (report.damage().isPresent()) {
            terminal.complain("THE JOURNAL DOES NOT HOLD: " + report.damage().get() + ". Above is what comes before.");
            return REFUSED;
        }
        if (!json) {
            terminal.say(report.rows().size() + " lines, the chain holds; newest line "
                    + report.head().map(head -> head.text()).orElse("none"));
        }
        return DONE;
    }

    private static Optional<Asked> asked(List<String> arguments) {
        @Nullable String change = null;
        @Nullable Instant since = null;
        boolean json = false;
        boolean verify = false;
        @Nullable String settings = null;
        Iterator<String> words = arguments.iterator();
        while (words.hasNext()) {
            String word = words.next();
            if (word.equals("--json")) {
                json = true;
            } else if (word.equals("--verify")) {
                verify = true;
            } else if (word.equals("--change") && words.hasNext()) {
                change = words.next();
            } else if (word.equals("--since") && words.hasNext()) {
                since = instant(words.next());
                if (since == null) {
                    return Optional.empty();
                }
            } else if (word.startsWith("--") || settings != null) {
                return Optional.empty();
            } else {
                settings = word;
            }
        }
        return Optional.of(new Asked(change, since, json, verify, settings == null ? "relay.yaml" : settings));
    }

    /** A moment, or the beginning of a day in UTC; null when it is neither. */
    private static @Nullable Instant instant(String text) {
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private record Asked(
            @Nullable String change, @Nullable Instant since, boolean json, boolean verify, String settings) {

        boolean wants(JournalReport.Row row) {
            return (change == null || change.equals(row.changeId()))
                    && (since == null || !row.at().isBefore(since));
        }
    }
}
