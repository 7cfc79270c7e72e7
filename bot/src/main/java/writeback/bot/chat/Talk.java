package writeback.bot.chat;

/**
 * Where something was said.
 *
 * @param id Teams' conversation id
 * @param kind a personal chat shows values; elsewhere only states are shown
 */
public record Talk(String id, Kind kind) {

    /** Kinds of conversation in Teams. */
    public enum Kind {
        PERSONAL,
        GROUP,
        CHANNEL
    }
}
