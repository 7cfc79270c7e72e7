package writeback.bot.premises;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import writeback.relay.protocol.message.Operations;
import writeback.relay.protocol.message.VerifyingKey;

/** The agents of the configuration. */
final class ConfiguredAgents {

    static final Set<String> CAPABILITIES = Set.of(Operations.CAPABILITY_DIRECTORY, Operations.CAPABILITY_CONNECT);

    private final Map<String, RegisteredAgent> byThumbprint = new LinkedHashMap<>();

    /** @throws IllegalStateException that names the setting, when a key cannot be read or two agents are alike */
    ConfiguredAgents(PremisesSettings settings) {
        for (int i = 0; i < settings.agents().size(); i++) {
            add(settings.agents().get(i), "writeback.premises.agents[" + i + "]");
        }
        if (settings.commandKeyFile() == null && !byThumbprint.isEmpty()) {
            throw new IllegalStateException(
                    "writeback.premises.command-key-file is missing: without it no agent can be told anything");
        }
    }

    Collection<RegisteredAgent> all() {
        return byThumbprint.values();
    }

    Optional<RegisteredAgent> withKey(String thumbprint) {
        return Optional.ofNullable(byThumbprint.get(thumbprint));
    }

    Optional<RegisteredAgent> withId(String id) {
        return byThumbprint.values().stream()
                .filter(agent -> agent.id().equals(id))
                .findFirst();
    }

    private void add(PremisesSettings.AgentSettings agent, String setting) {
        VerifyingKey key = KeyFiles.read(setting + ".public-key-file", agent.publicKeyFile(), VerifyingKey::read);
        if (agent.capabilities().isEmpty() || !CAPABILITIES.containsAll(agent.capabilities())) {
            throw new IllegalStateException(setting + ".capabilities must be some of " + CAPABILITIES);
        }
        if (withId(agent.id()).isPresent()) {
            throw new IllegalStateException(setting + ".id " + agent.id() + " is there twice");
        }
        RegisteredAgent registered = new RegisteredAgent(
                agent.id(),
                agent.name() == null ? agent.id() : agent.name(),
                key,
                Set.copyOf(agent.capabilities()),
                RegisteredAgent.Standing.TRUSTED,
                RegisteredAgent.Origin.CONFIGURED);
        if (byThumbprint.put(key.thumbprint(), registered) != null) {
            throw new IllegalStateException(setting + ".public-key-file is another agent's key");
        }
    }
}
