package writeback.relay.guard;

import java.util.Locale;

/** What the relay's owner says of one operation. */
public enum Permission {
    REFUSED,
    UNATTENDED;

    /** The word in {@code relay.yaml}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
