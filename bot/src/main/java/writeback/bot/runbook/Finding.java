package writeback.bot.runbook;

import java.util.Map;
import writeback.relay.protocol.fact.Unseen;

/**
 * One thing looked for, and what was found.
 *
 * @param reason why the verdict is what it is; with the code it names the text that people read
 * @param args what the text names: texts, numbers and instants
 * @param domain DNS name of the domain it is about; empty when it is about none, or there is only one
 */
public record Finding(FindingCode code, Verdict verdict, String reason, Map<String, Object> args, String domain) {

    /** Reason of a finding whose facts could not be seen; its arguments are {@code cause} and {@code detail}. */
    public static final String UNSEEN = "unseen";

    /** Reason of a finding that somebody answers for; its arguments are {@code by}, {@code reason} and {@code until}. */
    public static final String ACCEPTED = "accepted";

    public Finding {
        args = Map.copyOf(args);
    }

    Finding(FindingCode code, Verdict verdict, String reason, Map<String, Object> args) {
        this(code, verdict, reason, args, "");
    }

    /** The same about this domain. */
    Finding in(String name) {
        return new Finding(code, verdict, reason, args, name);
    }

    static Finding of(FindingCode code, Verdict verdict, String reason) {
        return new Finding(code, verdict, reason, Map.of());
    }

    static Finding unseen(FindingCode code, Unseen<?> unseen) {
        return new Finding(
                code, Verdict.UNKNOWN, UNSEEN, Map.of("cause", unseen.cause().name(), "detail", unseen.detail()));
    }
}
