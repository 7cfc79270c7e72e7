package writeback.bot.change;

/** Where a change request stands. The moves between states stand in one table. */
public enum ChangeState {
    AWAITING_APPROVAL,
    APPROVED,
    APPLYING,
    VERIFYING,
    IN_DOUBT,
    DONE,
    UNVERIFIED,
    REJECTED,
    WITHDRAWN,
    EXPIRED,
    STALE,
    FAILED
}
