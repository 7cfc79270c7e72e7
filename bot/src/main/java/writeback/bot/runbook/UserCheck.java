package writeback.bot.runbook;

/** What is looked at to explain one user, in the order in which it tells most. The code names the texts. */
public enum UserCheck {
    SWITCH("switch", Part.ORGANISATION),
    CLOUD("cloud", Part.CLOUD),
    SYNCED("synced", Part.CLOUD),
    LICENSED("licensed", Part.CLOUD),
    SCOPE("scope", Part.CLOUD),
    REGISTERED("registered", Part.CLOUD),
    ADMINISTRATOR("administrator", Part.CLOUD),
    DIRECTORY("directory", Part.ACCOUNT),
    ENABLED("enabled", Part.ACCOUNT),
    EXPIRED("expired", Part.ACCOUNT),
    LOCKED("locked", Part.ACCOUNT),
    PROTECTED("protected", Part.ACCOUNT),
    INHERITANCE("inheritance", Part.ACCOUNT),
    PLACE("place", Part.ACCOUNT),
    MINIMUM_AGE("minimumAge", Part.POLICY),
    CANNOT_CHANGE("cannotChange", Part.POLICY),
    PASSWORD_SET("passwordSet", Part.POLICY),
    NEVER_EXPIRES("neverExpires", Part.POLICY),
    CONNECTOR("connector", Part.RIGHTS),
    RESET_PASSWORD("resetPassword", Part.RIGHTS),
    WRITE_LOCKOUT("writeLockout", Part.RIGHTS),
    WRITE_LAST_SET("writeLastSet", Part.RIGHTS),
    UNEXPIRE("unexpire", Part.RIGHTS);

    /** What belongs together on a card. */
    public enum Part {
        ORGANISATION,
        CLOUD,
        ACCOUNT,
        POLICY,
        RIGHTS
    }

    private final String code;
    private final Part part;

    UserCheck(String code, Part part) {
        this.code = code;
        this.part = part;
    }

    public String code() {
        return code;
    }

    public Part part() {
        return part;
    }
}
