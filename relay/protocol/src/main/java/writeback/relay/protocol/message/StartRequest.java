package writeback.relay.protocol.message;

/**
 * What an agent sends with {@code POST /relay/v1/start} right before it starts a change; its identity is in the
 * {@link PollToken}. The answer is a {@link StartPermit}, sealed, or HTTP 409 with a {@link Problem}:
 *
 * <ul>
 *   <li>{@link #OLD_FENCE}: it was handed to somebody else since, or anew to this agent,
 *   <li>{@link #STARTED_BEFORE}: an earlier life of this agent was let start it; look what became of it,
 *   <li>{@link #OVER}: answered, expired, or never ordered.
 * </ul>
 *
 * @param fence the highest fencing number under which the command came
 * @param instance this life of the agent, as in {@link PollRequest}
 */
public record StartRequest(String commandId, long fence, String instance) {

    public static final String OLD_FENCE = "old-fence";
    public static final String STARTED_BEFORE = "started-before";
    public static final String OVER = "over";
}
