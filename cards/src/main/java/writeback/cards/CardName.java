package writeback.cards;

import java.util.Locale;

/** The cards there are. The model that each one takes is described in {@code cards/README.md}. */
public enum CardName {
    HELP,
    LOOKING,
    OVERVIEW,
    STEP,
    PLAN,
    APPROVAL,
    CHANGE,
    REHEARSAL,
    EXPLAIN,
    ASKUSER,
    COVERAGE,
    RELAYCODE,
    RELAY,
    RELAYS,
    SIGNIN,
    ERROR,
    NOTICE;

    /** Name of the template file, without its ending. */
    String file() {
        return name().toLowerCase(Locale.ROOT);
    }
}
