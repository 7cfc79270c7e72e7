package writeback.relay.settings;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the keys are that may change while the agent runs.
 *
 * @param command file with the bot's public key
 * @param own file with the agent's private key
 * @param renewAfter how old the agent's own key may become
 */
public record KeyPlaces(Path command, Path own, Duration renewAfter) {

    public static final Duration USUALLY = Duration.ofDays(90);
}
