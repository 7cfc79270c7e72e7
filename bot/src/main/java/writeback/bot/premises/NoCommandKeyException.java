package writeback.bot.premises;

/** The bot has no key with which relays could be told anything. */
public final class NoCommandKeyException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    NoCommandKeyException() {
        super("writeback.premises.command-key-file is missing: without it no relay can be told anything");
    }
}
