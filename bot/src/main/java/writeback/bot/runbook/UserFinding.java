package writeback.bot.runbook;

import java.util.Map;
import java.util.function.Function;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;

/**
 * One thing looked at for one user, and what was found.
 *
 * @param reason why it weighs what it weighs; with the check's code it names the text that people read, and what to do
 * @param args what the text names: texts, numbers and instants
 */
public record UserFinding(UserCheck check, Weight weight, String reason, Map<String, Object> args) {

    /** Reason of what could not be seen; its arguments are {@code cause} and {@code detail}. */
    public static final String UNSEEN = "unseen";

    public UserFinding {
        args = Map.copyOf(args);
    }

    /** What a finding means for the verdict. */
    public enum Weight {
        FINE,
        /** Worth knowing; it stops nothing. */
        REMARK,
        /** Stops the writeback for certain. */
        STOPS,
        /** Could stop it, and cannot be told. */
        UNKNOWN
    }

    static UserFinding fine(UserCheck check, String reason) {
        return new UserFinding(check, Weight.FINE, reason, Map.of());
    }

    static UserFinding remark(UserCheck check, String reason) {
        return new UserFinding(check, Weight.REMARK, reason, Map.of());
    }

    static UserFinding stops(UserCheck check, String reason) {
        return new UserFinding(check, Weight.STOPS, reason, Map.of());
    }

    static UserFinding unknown(UserCheck check, String reason) {
        return new UserFinding(check, Weight.UNKNOWN, reason, Map.of());
    }

    static UserFinding unseen(UserCheck check, Unseen<?> unseen) {
        return new UserFinding(
                check, Weight.UNKNOWN, UNSEEN, Map.of("cause", unseen.cause().name(), "detail", unseen.detail()));
    }

    /** The finding for a sighting: the judge's when it was seen, unknown with the cause when not. */
    static <T> UserFinding judge(UserCheck check, Sighting<T> sighting, Function<? super T, UserFinding> judge) {
        return sighting.fold(judge, unseen -> unseen(check, unseen));
    }

    UserFinding with(Map<String, Object> named) {
        return new UserFinding(check, weight, reason, named);
    }
}
