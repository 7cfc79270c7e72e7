package writeback.lab.directory;

/** The practice directory could not do what was asked; the message says what and, where known, how to mend it. */
public final class DirectoryTrouble extends RuntimeException {

    public DirectoryTrouble(String message) {
        super(message);
    }

    public DirectoryTrouble(String message, Throwable cause) {
        super(message, cause);
    }
}
