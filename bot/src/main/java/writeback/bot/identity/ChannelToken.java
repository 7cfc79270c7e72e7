package writeback.bot.identity;

/** The bot's own access token for Teams' connector service. */
public interface ChannelToken {

    /**
     * A token that holds for at least a minute more. Blocks while a new one is fetched.
     *
     * @throws IllegalStateException when the sign-in server gives none; the message says why and holds no secret
     */
    String get();
}
