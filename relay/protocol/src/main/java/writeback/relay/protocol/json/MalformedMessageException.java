package writeback.relay.protocol.json;

/** A text is not the JSON of the record that was expected. The message names the field, never its content. */
public final class MalformedMessageException extends RuntimeException {

    private final boolean missing;

    MalformedMessageException(String message, boolean missing) {
        super(message);
        this.missing = missing;
    }

    /** Whether something was left out, rather than there in a shape that cannot be read. */
    public boolean missing() {
        return missing;
    }
}
