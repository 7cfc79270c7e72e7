package writeback.relay.settings;

import java.nio.file.Path;
import java.util.List;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.guard.Identity;
import writeback.relay.guard.Limits;
import writeback.relay.protocol.message.VerifyingKey;

/**
 * What of {@code relay.yaml} an operator's session needs. It opens no secret: neither the agent's key nor a password of its
 * accounts, which the operator may not be able to read.
 *
 * @param commandKey the bot's public key, by which the console verifies what it shows
 */
public record OperatorSettings(
        VerifyingKey commandKey,
        Path commandKeyFile,
        Identity identity,
        String name,
        Path dataFolder,
        List<DirectorySettings> directories,
        Limits limits) {}
