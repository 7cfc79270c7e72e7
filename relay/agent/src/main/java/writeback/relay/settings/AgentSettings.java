package writeback.relay.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.entraconnect.ConnectSettings;
import writeback.relay.eventlog.LogSettings;
import writeback.relay.guard.Identity;
import writeback.relay.guard.Limits;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.message.VerifyingKey;
import writeback.relay.transport.LineSettings;

/**
 * All of {@code relay.yaml}, checked.
 *
 * @param commandKey the bot's public key as the agent starts: nothing else may command
 * @param line how the bot is reached
 * @param name of the agent, for people
 * @param key the agent's own as it starts
 * @param directories a section a domain, in the order of the file; empty when the agent has no capability {@code directory}
 * @param connect empty when the agent has no capability {@code entraconnect}
 * @param log who else is told of each command
 */
public record AgentSettings(
        URI bot,
        VerifyingKey commandKey,
        LineSettings line,
        Identity identity,
        String name,
        SigningKey key,
        KeyPlaces keyPlaces,
        Path dataFolder,
        List<DirectorySettings> directories,
        Optional<ConnectSettings> connect,
        LogSettings log,
        Limits limits) {}
