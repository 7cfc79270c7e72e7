package writeback.lab;

/** Somebody asked for a state that does not exist; the message says what would. */
public final class BadState extends Exception {
    public BadState(String message) {
        super(message);
    }
}
