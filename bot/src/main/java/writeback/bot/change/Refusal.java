package writeback.bot.change;

/** Why a request or a decision was not taken. Nothing has changed by it. */
public enum Refusal {
    NOT_SIGNED_IN,
    NOT_ALLOWED,
    FOREIGN_TENANT,
    /** The bot's owner lets it change nothing. */
    NOT_IN_THIS_MODE,
    OWN_APPROVAL,
    /** Who asked is the same human with another account. */
    OWN_ACCOUNT,
    NO_ROLE,
    ROLE_UNKNOWN,
    OLD_BUTTON,
    ALREADY_DECIDED,
    PLAN_EXPIRED,
    NO_REASON,
    NO_CONSENT,
    ALREADY_OPEN,
    UNKNOWN_CHANGE,
    /** It was never carried out, or nobody knows whether it was. */
    NOTHING_TO_UNDO,
    /** A rehearsal changed a password to one that nobody knows. */
    REHEARSAL_STAYS,
    /** What it did is taken back by a new plan only. */
    NO_WAY_BACK,
    ALREADY_UNDONE,
    /** Who asks for a relay does not confirm its fingerprint. */
    OWN_RELAY,
    /** It was confirmed, turned down or removed already, or shows another key. */
    RELAY_NOT_WAITING,
    UNKNOWN_RELAY,
    /** The bot has no key with which relays could be told anything. */
    NO_COMMAND_KEY
}
