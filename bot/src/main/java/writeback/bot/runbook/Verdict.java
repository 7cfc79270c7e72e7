package writeback.bot.runbook;

/** What a finding comes to, the one that asks most of people first. */
public enum Verdict {
    /** Something stands in the way that this product does not change. */
    BLOCKED,
    /** There is something to do, and it is known what. */
    TO_DO,
    /** Only a person can do it. */
    BY_HAND,
    /** It could not be seen. Never shown as done. */
    UNKNOWN,
    /** Not done, and somebody has answered for that until a date. */
    ACCEPTED,
    /** As it should be. */
    DONE
}
