package writeback.relay.protocol.plan;

/** A text is not the canonical form of a plan that this version knows. */
public final class MalformedPlanException extends RuntimeException {

    public MalformedPlanException(String message) {
        super(message);
    }
}
