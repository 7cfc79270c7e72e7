package writeback.relay;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import writeback.relay.console.ConsoleCommand;
import writeback.relay.console.Terminal;
import writeback.relay.guard.Pause;
import writeback.relay.settings.BadSettingsException;
import writeback.relay.settings.RelayYaml;

/** {@code pause} and {@code resume}: stop the relay from doing anything, and let it work again. The agent need not run. */
final class PauseCommand implements ConsoleCommand {

    private final boolean pauses;
    private final Clock clock;

    private PauseCommand(boolean pauses, Clock clock) {
        this.pauses = pauses;
        this.clock = clock;
    }

    static ConsoleCommand pause(Clock clock) {
        return new PauseCommand(true, clock);
    }

    static ConsoleCommand resume(Clock clock) {
        return new PauseCommand(false, clock);
    }

    @Override
    public String word() {
        return pauses ? "pause" : "resume";
    }

    @Override
    public String arguments() {
        return pauses ? "[REASON] [relay.yaml]" : "[relay.yaml]";
    }

    @Override
    public String summary() {
        return pauses ? "from now on nothing is read and nothing is changed, until resume" : "ends a pause";
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) {
        SettingsFile settings = SettingsFile.after(arguments);
        if (!pauses && !settings.words().isEmpty()) {
            terminal.complain("usage: writeback-relay resume [relay.yaml]");
            return WRONG;
        }
        try {
            Pause pause = new Pause(RelayYaml.dataFolder(settings.path()));
            return pauses ? pause(pause, settings, terminal) : resume(pause, terminal);
        } catch (BadSettingsException e) {
            e.problems().forEach(terminal::complain);
            terminal.complain("A file named \"paused\" in the data folder does the same.");
            return WRONG;
        } catch (IOException e) {
            terminal.complain("The data folder is in the way: " + e);
            return MACHINE;
        }
    }

    private int pause(Pause pause, SettingsFile settings, Terminal terminal) throws IOException {
        pause.set(clock.instant(), System.getProperty("user.name"), String.join(" ", settings.words()));
        terminal.say("Paused: no command is carried out, and nothing waiting is started. What has begun is finished.");
        return DONE;
    }

    private static int resume(Pause pause, Terminal terminal) throws IOException {
        terminal.say(pause.lift() ? "The relay works again." : "It was not paused.");
        return DONE;
    }
}
