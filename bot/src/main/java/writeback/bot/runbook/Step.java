package writeback.bot.runbook;

/** The runbook's steps, in their order. */
public enum Step {
    PREREQUISITES("0"),
    CONNECT("1"),
    SIGN_IN("2"),
    INTEGRATION("3a"),
    SCOPE("3b"),
    MINIMUM_AGE("4"),
    PROOF("5");

    private final String number;

    Step(String number) {
        this.number = number;
    }

    /** As people say it, such as "3a". */
    public String number() {
        return number;
    }
}
