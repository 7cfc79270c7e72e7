package writeback.relay.directory.rights;

/** Bytes that are no self-relative security descriptor, or one that could not be written again as it was. */
public final class MalformedDescriptorException extends Exception {

    public MalformedDescriptorException(String message) {
        super(message);
    }
}
