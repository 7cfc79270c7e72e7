package writeback.relay.console;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import writeback.relay.protocol.message.Enrolled;
import writeback.relay.settings.Outline;

/** What must be set in a {@code relay.yaml} that somebody else wrote. */
final class SettingLines {

    private SettingLines() {}

    static List<String> missing(URI bot, Outline outline, Enrolled enrolled, List<String> capabilities) {
        List<String> lines = new ArrayList<>();
        note(lines, "bot.url", outline.url(), bot.toString());
        note(lines, "agent.id", outline.id(), enrolled.relay());
        note(lines, "agent.tenant", outline.tenant(), enrolled.tenant());
        note(lines, "agent.premises", outline.premises(), enrolled.premises());
        if (!Set.copyOf(outline.capabilities()).equals(Set.copyOf(capabilities))) {
            lines.add("agent.capabilities: [" + String.join(", ", capabilities) + "]");
        }
        return lines;
    }

    private static void note(List<String> lines, String key, Optional<String> found, String wanted) {
        if (found.filter(wanted::equals).isEmpty()) {
            lines.add(key + ": " + wanted);
        }
    }
}
