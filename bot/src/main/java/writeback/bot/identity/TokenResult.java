package writeback.bot.identity;

/** An access token for Graph on a person's behalf, or why there is none. */
public sealed interface TokenResult {

    /** Lives in memory for the call; never stored, never logged. */
    record Token(String value) implements TokenResult {
        @Override
        public String toString() {
            return "Token[...]";
        }
    }

    /** The person is not signed in, or must do so again (detail: the authority's error code). */
    record SignInNeeded(String detail) implements TokenResult {}

    /** The sign-in server could not be asked. */
    record Unavailable(String detail) implements TokenResult {}
}
