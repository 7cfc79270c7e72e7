package writeback.bot.change;

/** Whether the bot may change anything at all, whoever asks: the mode that its owner has set. */
public interface ChangeMode {

    boolean changes();
}
