package writeback.bot.identity;

/**
 * A person, not an account's spelling: tenant id and object id, both GUIDs in lower case.
 */
public record PersonId(String tenant, String objectId) {

    /** {@code tenant/objectId}, as plans, trail and database spell it. */
    public String text() {
        return tenant + "/" + objectId;
    }

    /** The person that {@link #text()} named. */
    public static PersonId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("not a person: " + text);
        }
        return new PersonId(text.substring(0, slash), text.substring(slash + 1));
    }
}
