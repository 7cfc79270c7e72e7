package writeback.relay.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import writeback.relay.guard.Identity;
import writeback.relay.protocol.message.Operations;
import writeback.relay.protocol.message.SigningKey;

/** The section {@code agent}. */
record AgentYaml(
        Identity identity,
        String name,
        Optional<SigningKey> key,
        Optional<Path> keyFile,
        Duration renewKeyAfter,
        Optional<Path> dataFolder) {

    private static final Set<String> CAPABILITIES =
            Set.of(Operations.CAPABILITY_DIRECTORY, Operations.CAPABILITY_CONNECT);

    static AgentYaml read(Section root, BesideFile files) {
        Section agent = root.section("agent");
        Identity identity = identity(agent);
        AgentYaml read = new AgentYaml(
                identity,
                agent.optionalText("name").orElse(identity.agent()),
                files.opensSecrets()
                        ? agent.value("key-file", files.secretContent(SigningKey::read))
                        : agent.value("key-file", text -> text).flatMap(unread -> Optional.empty()),
                agent.optionalText("key-file").map(files::resolve),
                agent.optionalValue("renew-key-after", AgentYaml::days).orElse(KeyPlaces.USUALLY),
                agent.value("data-folder", files::writableFolder));
        agent.end();
        return read;
    }

    /** A part that belongs to a capability: asked for with it, and without it left alone. */
    boolean needs(Section root, String key, String capability) {
        return root.has(key) || identity.capabilities().contains(capability);
    }

    private static Duration days(String text) {
        if (!text.matches("[1-9]\\d{0,3}d")) {
            throw new IllegalArgumentException("must be a number of days, such as 90d, and is " + text);
        }
        return Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)));
    }

    private static Identity identity(Section agent) {
        Set<String> capabilities = new LinkedHashSet<>(agent.texts("capabilities"));
        if (capabilities.isEmpty()) {
            agent.wrong("capabilities", "name at least one of directory, entraconnect");
        }
        for (String each : capabilities) {
            if (!CAPABILITIES.contains(each)) {
                agent.wrong("capabilities", each + " is not known; there are directory and entraconnect");
            }
        }
        return new Identity(agent.text("id"), agent.text("tenant"), agent.text("premises"), capabilities);
    }
}
