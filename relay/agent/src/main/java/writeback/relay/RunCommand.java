package writeback.relay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import writeback.relay.console.ConsoleCommand;
import writeback.relay.console.Terminal;
import writeback.relay.settings.AgentSettings;
import writeback.relay.settings.BadSettingsException;
import writeback.relay.settings.RelayYaml;

/** {@code run}: the service itself, until it is stopped or the bot does not take it. */
final class RunCommand implements ConsoleCommand {

    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    @Override
    public String word() {
        return "run";
    }

    @Override
    public String arguments() {
        return "[relay.yaml]";
    }

    @Override
    public String summary() {
        return "works for the bot until it is stopped; what a service runs";
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) {
        if (arguments.size() > 1) {
            terminal.complain("usage: writeback-relay run [relay.yaml]");
            return WRONG;
        }
        AgentSettings settings;
        try {
            settings = RelayYaml.load(Path.of(arguments.isEmpty() ? "relay.yaml" : arguments.get(0)));
        } catch (BadSettingsException e) {
            e.problems().forEach(terminal::complain);
            return WRONG;
        }
        logWith(settings);
        RelayAgent agent;
        try {
            agent = new RelayAgent(
                    settings, Assembly.operations(settings), Clock.systemUTC(), () -> terminal.say("relay ready"));
        } catch (IOException e) {
            terminal.complain("The relay cannot start: " + e.getMessage());
            return MACHINE;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(agent::stop, "stop"));
        return agent.run().isEmpty() ? DONE : REFUSED;
    }

    /** Every line says for which tenant and premises it speaks. */
    private static void logWith(AgentSettings settings) {
        if (System.getProperty(LOG_FORMAT) == null) {
            String place =
                    (settings.identity().tenant() + "/" + settings.identity().premises()).replace("%", "%%");
            System.setProperty(LOG_FORMAT, "%1$tFT%1$tT.%1$tL%1$tz %4$s " + place + " %5$s%6$s%n");
        }
    }
}
