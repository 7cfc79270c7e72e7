package writeback.relay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import writeback.relay.settings.AgentSettings;
import writeback.relay.settings.BadSettingsException;
import writeback.relay.settings.RelayYaml;

/**
 * The agent's process. Its only argument is the path of {@code relay.yaml}.
 *
 * <p>Exit codes: 143 stopped by TERM, 1 the machine is in the way (journal in use, disk), 2 the settings are wrong, 3 the bot
 * does not take this agent.
 */
public final class Main {

    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    private Main() {}

    public static void main(String[] arguments) {
        if (arguments.length > 1) {
            System.err.println("usage: java -jar relay-agent-exec.jar [relay.yaml]");
            System.exit(2);
        }
        AgentSettings settings;
        try {
            settings = RelayYaml.load(Path.of(arguments.length == 1 ? arguments[0] : "relay.yaml"));
        } catch (BadSettingsException e) {
            e.problems().forEach(System.err::println);
            System.exit(2);
            return;
        }
        logWith(settings);
        System.exit(run(settings));
    }

    private static int run(AgentSettings settings) {
        RelayAgent agent;
        try {
            agent = new RelayAgent(settings, Assembly.operations(settings), Clock.systemUTC(), Main::ready);
        } catch (IOException e) {
            System.err.println("The relay cannot start: " + e.getMessage());
            return 1;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(agent::stop, "stop"));
        return agent.run().isEmpty() ? 0 : 3;
    }

    private static void ready() {
        System.out.println("relay ready");
        System.out.flush();
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
