package writeback.bot.premises;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import writeback.relay.protocol.message.VerifyingKey;

/**
 * All agents, from the configuration and by enrolment. The database is asked each time: what one bot decides holds at once
 * for all.
 */
final class RegisteredAgents {

    private final ConfiguredAgents configured;
    private final Registrations enrolled;
    private final RevokedKeys revoked;

    RegisteredAgents(ConfiguredAgents configured, Registrations enrolled, RevokedKeys revoked) {
        this.configured = configured;
        this.enrolled = enrolled;
        this.revoked = revoked;
    }

    /** Those of the configuration first, then in the order of their arrival. */
    List<RegisteredAgent> all() {
        Set<String> refused = revoked.all();
        return Stream.concat(
                        configured.all().stream()
                                .map(agent -> refused.contains(agent.key().thumbprint()) ? removed(agent) : agent),
                        enrolled.all().stream())
                .toList();
    }

    /** What those that came with a code said of themselves then, by id. */
    Map<String, Registrations.Introduction> introductions() {
        return enrolled.introductions();
    }

    /** The agent that holds, or held, a key. */
    Optional<Holder> withKey(String thumbprint) {
        Optional<RegisteredAgent> agent = configured.withKey(thumbprint);
        if (agent.isPresent()) {
            RegisteredAgent known = agent.get();
            return Optional.of(new Holder(revoked.contains(thumbprint) ? removed(known) : known, known.key()));
        }
        return enrolled.withKey(thumbprint);
    }

    /** Ids of those who are given commands. */
    Set<String> trusted() {
        return all().stream()
                .filter(RegisteredAgent::isTrusted)
                .map(RegisteredAgent::id)
                .collect(Collectors.toSet());
    }

    private static RegisteredAgent removed(RegisteredAgent agent) {
        return agent.with(RegisteredAgent.Standing.REMOVED);
    }

    /**
     * An agent and one of its keys.
     *
     * @param key its present one, or the one before
     */
    record Holder(RegisteredAgent agent, VerifyingKey key) {

        boolean isFormer() {
            return !key.equals(agent.key());
        }
    }
}
