package writeback.relay.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import writeback.relay.transport.LineSettings;

/**
 * What {@code relay.yaml} says of bot and agent before it is complete: nothing is checked here but that it is YAML. Files are
 * those that it names, or the usual ones beside it.
 *
 * @param url {@code bot.url}, and likewise the others: empty when it is not set
 * @param line how the bot is reached
 * @param permissions the owner's word for each operation, by name
 */
public record Outline(
        Optional<String> url,
        LineSettings line,
        Path commandKeyFile,
        Path keyFile,
        Optional<String> name,
        Optional<String> id,
        Optional<String> tenant,
        Optional<String> premises,
        List<String> capabilities,
        Map<String, String> permissions) {

    /** The usual names of the files, relative to the folder of {@code relay.yaml}. */
    public static final String COMMAND_KEY = "bot-command.jwk";

    public static final String KEY = "agent.jwk";

    /** @throws BadSettingsException when there is a file and it cannot be read as YAML */
    public static Outline of(Path yaml) {
        String text = "{}";
        if (Files.exists(yaml)) {
            try {
                text = Files.readString(yaml);
            } catch (IOException e) {
                throw new BadSettingsException(List.of(yaml + " cannot be read"));
            }
        }
        String file = String.valueOf(yaml.getFileName());
        // whether what is there is right is for the start to say
        Section root = Section.root(RelayYaml.compose(text, file), new Problems(file), new HashMap<>());
        Section bot = root.optionalSection("bot");
        Section agent = root.optionalSection("agent");
        Path folder = yaml.toAbsolutePath().getParent();
        return new Outline(
                bot.optionalText("url"),
                BotYaml.read(root, new BesideFile(folder, BesideFile.Reader.AGENT))
                        .line(),
                folder.resolve(bot.optionalText("command-key-file").orElse(COMMAND_KEY)),
                folder.resolve(agent.optionalText("key-file").orElse(KEY)),
                agent.optionalText("name"),
                agent.optionalText("id"),
                agent.optionalText("tenant"),
                agent.optionalText("premises"),
                agent.texts("capabilities"),
                OperationsYaml.words(root));
    }
}
