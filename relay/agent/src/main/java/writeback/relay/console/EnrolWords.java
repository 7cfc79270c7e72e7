package writeback.relay.console;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.message.EnrolmentCode;
import writeback.relay.protocol.message.Operations;
import writeback.relay.settings.BotAddress;

/**
 * What {@code enrol} was told.
 *
 * @param settings where {@code relay.yaml} is, or is to be
 * @param capabilities empty: as {@code relay.yaml} says
 */
record EnrolWords(
        URI bot,
        EnrolmentCode code,
        Optional<String> name,
        Path settings,
        List<String> capabilities,
        Optional<Path> caFile,
        boolean again) {

    static final String USAGE = "--bot URL --code CODE [--name NAME] [--directory FOLDER] [--capabilities LIST]"
            + " [--ca-file PEM] [--again]";

    private static final Set<String> WITH_VALUE =
            Set.of("--bot", "--code", "--name", "--directory", "--capabilities", "--ca-file");
    private static final Set<String> CAPABILITIES =
            Set.of(Operations.CAPABILITY_DIRECTORY, Operations.CAPABILITY_CONNECT);

    /** @throws IllegalArgumentException with what is wrong, as a sentence */
    static EnrolWords of(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        boolean again = false;
        for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
            String word = words.next();
            if ("--again".equals(word)) {
                again = true;
            } else if (!WITH_VALUE.contains(word)) {
                throw new IllegalArgumentException("\"" + word + "\" is not known here");
            } else if (!words.hasNext() || given.put(word, words.next()) != null) {
                throw new IllegalArgumentException(word + " needs one value");
            }
        }
        if (!given.containsKey("--bot") || !given.containsKey("--code")) {
            throw new IllegalArgumentException("--bot and --code are needed, as the chat shows them");
        }
        return new EnrolWords(
                bot(given.get("--bot")),
                EnrolmentCode.parse(given.get("--code"))
                        .orElseThrow(() -> new IllegalArgumentException(
                                "--code is not a code: it has three parts with dots between them; copy all of it")),
                Optional.ofNullable(given.get("--name")),
                settings(Path.of(given.getOrDefault("--directory", "."))),
                capabilities(given.get("--capabilities")),
                Optional.ofNullable(given.get("--ca-file")).map(Path::of),
                again);
    }

    private static URI bot(String text) {
        try {
            return BotAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--bot " + e.getMessage());
        }
    }

    private static Path settings(Path place) {
        boolean isFile = Files.isRegularFile(place) || place.toString().matches("(?i).*\\.ya?ml");
        return (isFile ? place : place.resolve("relay.yaml")).toAbsolutePath().normalize();
    }

    private static List<String> capabilities(@Nullable String text) {
        List<String> capabilities =
                text == null ? List.of() : List.of(text.strip().split("\\s*,\\s*"));
        if (!CAPABILITIES.containsAll(capabilities)) {
            throw new IllegalArgumentException("--capabilities must be directory, entraconnect or both");
        }
        return capabilities;
    }
}
