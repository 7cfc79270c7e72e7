package writeback.relay.protocol.message;

import java.time.Instant;

/**
 * An agent's answer. Travels as a JWS signed with the agent's key; its content is untrusted.
 *
 * @param agentVersion of the product that answered
 */
public record Reply(String commandId, long fence, Instant at, String agentVersion, Outcome outcome) {}
