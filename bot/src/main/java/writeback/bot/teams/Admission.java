package writeback.bot.teams;

import java.util.Map;

/** What the token check says of one request. */
sealed interface Admission {

    /** @param claims of the token, for the SDK */
    record Admitted(Map<String, String> claims) implements Admission {}

    /** @param reason for the log; the caller is told nothing but 401 */
    record Refused(String reason) implements Admission {}

    /** The keys cannot be had: nobody is admitted, and the channel may try again. */
    record CannotTell(String reason) implements Admission {}
}
