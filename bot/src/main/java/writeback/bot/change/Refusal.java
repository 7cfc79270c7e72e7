package writeback.bot.change;

/** Why a request or a decision was not taken. Nothing has changed by it. */
public enum Refusal {
    NOT_SIGNED_IN,
    NOT_ALLOWED,
    FOREIGN_TENANT,
    OWN_APPROVAL,
    NO_ROLE,
    ROLE_UNKNOWN,
    OLD_BUTTON,
    ALREADY_DECIDED,
    PLAN_EXPIRED,
    NO_REASON,
    NO_CONSENT,
    ALREADY_OPEN,
    UNKNOWN_CHANGE
}
