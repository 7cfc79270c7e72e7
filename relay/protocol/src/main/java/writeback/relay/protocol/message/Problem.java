package writeback.relay.protocol.message;

/**
 * Why the bot did not take a request.
 *
 * @param code stable: the code of a {@link Rejection} or of an {@link EnrolmentProblem}, {@code no-token},
 *     {@code not-this-agent}
 */
public record Problem(String code, String detail) {}
