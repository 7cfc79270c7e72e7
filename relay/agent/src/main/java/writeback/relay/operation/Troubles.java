package writeback.relay.operation;

import java.util.Locale;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.users.UnfitRequest;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Outcome;

/** Outcomes of runs that did not get what they asked for. */
final class Troubles {

    private Troubles() {}

    /** Code {@code directory-unreachable}, {@code directory-denied}, {@code directory-timeout}, {@code pdc-emulator-unreachable} and so on, or {@code referral}. */
    static Outcome failed(DirectoryTrouble trouble) {
        if (trouble.system().equals(DirectoryTrouble.REFERRAL)) {
            return new Outcome.Failed(DirectoryTrouble.REFERRAL, String.valueOf(trouble.getMessage()));
        }
        return new Outcome.Failed(code(trouble.system(), trouble.why()), String.valueOf(trouble.getMessage()));
    }

    /** The request's own code. */
    static Outcome failed(UnfitRequest unfit) {
        return new Outcome.Failed(unfit.code(), String.valueOf(unfit.getMessage()));
    }

    /** Code {@code connect-unreachable}, {@code connect-timeout}, {@code connect-malformed} and so on. */
    static Outcome failed(String system, Unseen<?> unseen) {
        return new Outcome.Failed(code(system, unseen.cause()), unseen.detail());
    }

    private static String code(String system, Cause cause) {
        return system + "-" + cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code Done} with that result, or {@code Failed} when it is too large to be sent. */
    static Outcome done(Object result) {
        try {
            return new Outcome.Done(ProtocolJson.write(result));
        } catch (IllegalArgumentException e) {
            return new Outcome.Failed("result-too-large", String.valueOf(e.getMessage()));
        }
    }
}
