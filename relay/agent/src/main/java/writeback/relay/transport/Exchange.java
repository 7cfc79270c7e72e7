package writeback.relay.transport;

import java.time.Duration;

/** How one request to the bot ended. */
public sealed interface Exchange<T> {

    /** The bot took it. */
    record Answered<T>(T answer) implements Exchange<T> {}

    /**
     * It may go better later: no network, a bot that is starting, a proxy in a bad mood.
     *
     * @param notBefore what the other side asked for; zero if it did not
     */
    record TryAgain<T>(String reason, Duration notBefore) implements Exchange<T> {}

    /**
     * Asking again cannot help until a person has done something.
     *
     * @param code as the bot gave it
     */
    record NeverAgain<T>(String code, String reason) implements Exchange<T> {}
}
