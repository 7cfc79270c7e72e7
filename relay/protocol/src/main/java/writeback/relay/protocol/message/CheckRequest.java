package writeback.relay.protocol.message;

/**
 * What {@code writeback-relay check} sends with {@code POST /relay/v1/check}; its identity is in the {@link PollToken}. The
 * answer is a {@link CheckAnswer}, sealed, or HTTP 401 with the {@link Problem} that a poll would meet. It hands out nothing,
 * ends no poll and begins no life of the agent.
 *
 * @param nonce made for this request, 1 to 64 characters: the answer carries it, so that nobody can answer with an old one
 */
public record CheckRequest(String nonce) {}
