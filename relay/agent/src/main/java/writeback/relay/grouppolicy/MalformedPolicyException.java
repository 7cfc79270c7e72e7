package writeback.relay.grouppolicy;

/** A part of a Group Policy object is not in a shape that we can read without guessing. */
public final class MalformedPolicyException extends Exception {

    public MalformedPolicyException(String message) {
        super(message);
    }
}
