package writeback.contracts;

import java.util.Locale;

/** What answers: the lab in memory, the lab on Samba, or a Windows forest that somebody gave us. */
public enum Kind {
    MEMORY,
    SAMBA,
    WINDOWS;

    /** Lower case, as the lab and the reports write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
