package writeback.relay.check;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import writeback.relay.console.ConsoleCommand;
import writeback.relay.console.Terminal;
import writeback.relay.directory.Directories;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.settings.AgentSettings;
import writeback.relay.settings.BadSettingsException;
import writeback.relay.settings.RelayYaml;

/**
 * {@code check}: whether everything works that {@code relay.yaml} speaks of. 0 when nothing is a problem, 2 when the file
 * itself is wrong, 3 when anything is. It ends within a minute, whoever does not answer.
 */
public final class CheckCommand implements ConsoleCommand {

    private static final Duration LIMIT = Duration.ofSeconds(50);
    private static final String JSON = "--json";

    private final Clock clock;
    private final Duration limit;

    public CheckCommand(Clock clock) {
        this(clock, LIMIT);
    }

    /** @param limit for all of it */
    CheckCommand(Clock clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
    }

    @Override
    public String word() {
        return "check";
    }

    @Override
    public String arguments() {
        return "[--json] [relay.yaml]";
    }

    @Override
    public String summary() {
        return "looks whether all that relay.yaml speaks of works, and each account's rights; changes nothing";
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) {
        List<String> files = new ArrayList<>(arguments);
        boolean json = files.remove(JSON);
        if (files.size() > 1 || files.stream().anyMatch(word -> word.startsWith("-"))) {
            terminal.complain("usage: writeback-relay check " + arguments());
            return WRONG;
        }
        Path file = Path.of(files.isEmpty() ? "relay.yaml" : files.get(0));
        AgentSettings settings;
        try {
            settings = RelayYaml.loadForCheck(file);
        } catch (BadSettingsException e) {
            e.problems().forEach(terminal::complain);
            terminal.complain("Nothing else was looked at: relay.yaml must be right first.");
            return WRONG;
        }
        Report report = new Report(file.toAbsolutePath().normalize().toString(), clock.instant(), all(file, settings));
        if (json) {
            terminal.say(report.json());
        } else {
            report.lines().forEach(terminal::say);
        }
        return report.count(State.PROBLEM) == 0 ? DONE : REFUSED;
    }

    private List<Point> all(Path file, AgentSettings settings) {
        List<Topic> topics = new ArrayList<>();
        topics.add(new OwnFiles(file, settings, clock));
        topics.add(new AllowedOperations(settings, clock));
        topics.add(new BotDoor(settings, clock));
        if (!settings.directories().isEmpty()) {
            Directories directories = new Directories(settings.directories());
            for (DirectorySettings domain : settings.directories()) {
                topics.add(new DomainLook(
                        directories, directories.byDomain(domain.domain()).orElseThrow(), settings.limits(), clock));
            }
        }
        settings.connect().ifPresent(connect -> topics.add(new SyncServerLook(connect, settings.limits(), clock)));
        return new Checkup(limit).of(topics);
    }
}
