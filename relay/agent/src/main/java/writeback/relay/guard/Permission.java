package writeback.relay.guard;

import java.util.Locale;

/** What the relay's owner says of one operation. */
public enum Permission {
    REFUSED,
    /** Changes only: a person carries it out at the relay's console, with rights of their own. */
    ATTENDED,
    UNATTENDED;

    /** The word in {@code relay.yaml}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
