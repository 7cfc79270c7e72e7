package writeback.relay.directory.users;

/** What was asked for cannot be looked at, whatever the directory answers; the asker has to ask otherwise. */
public final class UnfitRequest extends Exception {

    private final String code;

    /**
     * @param code stable, such as {@code no-such-account}
     * @param detail for an administrator's eyes
     */
    UnfitRequest(String code, String detail) {
        super(detail);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
