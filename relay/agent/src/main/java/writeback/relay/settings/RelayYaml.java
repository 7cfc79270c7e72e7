package writeback.relay.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.entraconnect.ConnectSettings;
import writeback.relay.eventlog.LogSettings;
import writeback.relay.guard.Freeze;
import writeback.relay.guard.Limits;
import writeback.relay.guard.Permissions;
import writeback.relay.operation.Bounds;
import writeback.relay.protocol.message.Operations;

/** Reads {@code relay.yaml}, a class a section. Paths in it are relative to its folder. */
public final class RelayYaml {

    private final BesideFile files;
    private final String file;
    private final Map<String, Integer> places = new HashMap<>();

    private RelayYaml(Path path, BesideFile.Reader reader) {
        this.files = new BesideFile(path.toAbsolutePath().getParent(), reader);
        this.file = String.valueOf(path.getFileName());
    }

    /** @throws BadSettingsException with every problem found */
    public static AgentSettings load(Path path) {
        return new RelayYaml(path, BesideFile.Reader.AGENT).read(text(path)).forAgent();
    }

    /**
     * The same for whoever only looks: the data folder is not made.
     *
     * @throws BadSettingsException with every problem found
     */
    public static AgentSettings loadForCheck(Path path) {
        return new RelayYaml(path, BesideFile.Reader.CHECK).read(text(path)).forAgent();
    }

    /**
     * What an operator's session needs; no secret is opened.
     *
     * @throws BadSettingsException with every problem found
     */
    public static OperatorSettings loadForOperator(Path path) {
        return new RelayYaml(path, BesideFile.Reader.OPERATOR).read(text(path)).forOperator();
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new BadSettingsException(List.of(path + " cannot be read ("
                    + e.getClass().getSimpleName() + "); give the path of the settings as the only argument"));
        }
    }

    /**
     * The folder of journal and pause, whatever else stands in the file: who reads the journal or stops the relay need not
     * be able to open the service's secrets.
     *
     * @throws BadSettingsException when the file cannot be read or does not name it
     */
    public static Path dataFolder(Path path) {
        RelayYaml yaml = new RelayYaml(path, BesideFile.Reader.OPERATOR);
        Problems problems = new Problems(yaml.file);
        String folder = Section.root(compose(text(path), yaml.file), problems, yaml.places)
                .section("agent")
                .text("data-folder");
        problems.throwIfAny();
        return yaml.files.resolve(folder);
    }

    private Sections read(String text) {
        Problems problems = new Problems(file);
        Section root = Section.root(compose(text, file), problems, places);
        BotYaml bot = BotYaml.read(root, files);
        AgentYaml agent = AgentYaml.read(root, files);
        List<DirectorySettings> directories = agent.needs(root, DirectoryYaml.KEY, Operations.CAPABILITY_DIRECTORY)
                ? DirectoryYaml.read(root, files)
                : List.of();
        Optional<ConnectSettings> connect =
                agent.needs(root, "connect", Operations.CAPABILITY_CONNECT) ? connect(root) : Optional.empty();
        Permissions permissions = OperationsYaml.read(root, directories);
        Bounds bounds = BoundsYaml.read(root, directories);
        Freeze freeze = FreezeYaml.read(root);
        LogSettings log = LogYaml.read(root, files);
        root.end();
        problems.throwIfAny();
        return new Sections(
                bot, agent, directories, connect, log, new Limits(permissions, bounds, freeze, this::place));
    }

    /** The file, without problems. */
    private record Sections(
            BotYaml bot,
            AgentYaml agent,
            List<DirectorySettings> directories,
            Optional<ConnectSettings> connect,
            LogSettings log,
            Limits limits) {

        AgentSettings forAgent() {
            return new AgentSettings(
                    bot.url().orElseThrow(),
                    bot.commandKey().orElseThrow(),
                    bot.line(),
                    agent.identity(),
                    agent.name(),
                    agent.key().orElseThrow(),
                    new KeyPlaces(
                            bot.commandKeyFile().orElseThrow(), agent.keyFile().orElseThrow(), agent.renewKeyAfter()),
                    agent.dataFolder().orElseThrow(),
                    directories,
                    connect,
                    log,
                    limits);
        }

        OperatorSettings forOperator() {
            return new OperatorSettings(
                    bot.commandKey().orElseThrow(),
                    bot.commandKeyFile().orElseThrow(),
                    agent.identity(),
                    agent.name(),
                    agent.dataFolder().orElseThrow(),
                    directories,
                    limits);
        }
    }

    static Node compose(String text, String file) {
        try {
            return new Compose(LoadSettings.builder().setLabel(file).build())
                    .composeString(text)
                    .orElseThrow(() -> new BadSettingsException(List.of(file + " line 1: the file is empty")));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new BadSettingsException(List.of(
                    file + " line " + line + ": this is not YAML: " + e.getProblem() + "; check the indentation"));
        } catch (YamlEngineException e) {
            throw new BadSettingsException(List.of(file + ": this is not YAML: " + e.getMessage()));
        }
    }

    private static Optional<ConnectSettings> connect(Section root) {
        Section connect = root.section("connect");
        List<String> powershell = connect.texts("powershell");
        String server = connect.text("server");
        connect.end();
        if (powershell.isEmpty()) {
            connect.wrong("powershell", "name the command that runs PowerShell, such as [powershell.exe]");
            return Optional.empty();
        }
        return Optional.of(new ConnectSettings(powershell, server));
    }

    private String place(String key) {
        Integer line = places.get(key);
        return line == null ? file + ": " + key + " (not set)" : file + " line " + line + ": " + key;
    }
}
