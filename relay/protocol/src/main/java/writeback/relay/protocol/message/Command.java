package writeback.relay.protocol.message;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the bot tells an agent to do. Travels as a JWS signed with the bot's command key.
 *
 * @param id unique for ever; asked again under the same id, the agent answers with the stored result
 * @param capability {@code directory} or {@code entraconnect}
 * @param fence grows with every attempt at the same command; an agent never acts on a number below one it has seen
 * @param expiresAt nothing starts after this
 * @param arguments of a reading operation, by name
 * @param change for a changing operation: the plan and which action of it; null for a reading one
 */
public record Command(
        String id,
        String tenant,
        String premises,
        String capability,
        String operation,
        int operationVersion,
        long fence,
        Instant issuedAt,
        Instant expiresAt,
        Map<String, String> arguments,
        @Nullable PlannedChange change) {}
