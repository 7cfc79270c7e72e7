package writeback.bot.premises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.message.Operations;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.message.VerifyingKey;

/** The agents of the configuration and the key that commands them. */
final class RegisteredAgents {

    private static final Set<String> CAPABILITIES =
            Set.of(Operations.CAPABILITY_DIRECTORY, Operations.CAPABILITY_CONNECT);

    private final Map<String, RegisteredAgent> byThumbprint = new LinkedHashMap<>();
    private final @Nullable SigningKey commandKey;

    /** @throws IllegalStateException that names the setting, when a key cannot be read or two agents are alike */
    RegisteredAgents(PremisesSettings settings) {
        for (int i = 0; i < settings.agents().size(); i++) {
            add(settings.agents().get(i), "writeback.premises.agents[" + i + "]");
        }
        Path file = settings.commandKeyFile();
        if (file == null && !byThumbprint.isEmpty()) {
            throw new IllegalStateException(
                    "writeback.premises.command-key-file is missing: without it no agent can be told anything");
        }
        this.commandKey = file == null ? null : read("writeback.premises.command-key-file", file, SigningKey::read);
    }

    Collection<RegisteredAgent> all() {
        return byThumbprint.values();
    }

    Optional<RegisteredAgent> withKey(String thumbprint) {
        return Optional.ofNullable(byThumbprint.get(thumbprint));
    }

    /** The key that signs commands; there is one as soon as there is an agent. */
    SigningKey commandKey() {
        if (commandKey == null) {
            throw new IllegalStateException("there is no agent to command");
        }
        return commandKey;
    }

    private void add(PremisesSettings.AgentSettings agent, String setting) {
        VerifyingKey key = read(setting + ".public-key-file", agent.publicKeyFile(), VerifyingKey::read);
        if (agent.capabilities().isEmpty() || !CAPABILITIES.containsAll(agent.capabilities())) {
            throw new IllegalStateException(setting + ".capabilities must be some of " + CAPABILITIES);
        }
        if (byThumbprint.values().stream().anyMatch(other -> other.id().equals(agent.id()))) {
            throw new IllegalStateException(setting + ".id " + agent.id() + " is there twice");
        }
        String name = agent.name() == null ? agent.id() : agent.name();
        RegisteredAgent registered = new RegisteredAgent(agent.id(), name, key, Set.copyOf(agent.capabilities()));
        if (byThumbprint.put(key.thumbprint(), registered) != null) {
            throw new IllegalStateException(setting + ".public-key-file is another agent's key");
        }
    }

    private static <T> T read(String setting, Path file, Function<String, T> reader) {
        try {
            return reader.apply(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException(setting + ": " + file + " cannot be read");
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(setting + ": " + file + ": " + e.getMessage());
        }
    }
}
