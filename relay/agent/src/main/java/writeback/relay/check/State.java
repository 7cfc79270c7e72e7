package writeback.relay.check;

/** What came of one point. Not to know is never "ok". */
enum State {
    OK("ok"),
    /** It works, and somebody should look at it. */
    WARNING("warning"),
    /** Something that {@code relay.yaml} asks for does not work. */
    PROBLEM("problem"),
    /** Nothing is claimed about it. */
    NOT_LOOKED_AT("not looked at");

    private final String word;

    State(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
