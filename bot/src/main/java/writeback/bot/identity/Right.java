package writeback.bot.identity;

/** What a person may do with the bot. Nobody has any that is not configured. */
public enum Right {
    READ,
    ASK,
    APPROVE
}
