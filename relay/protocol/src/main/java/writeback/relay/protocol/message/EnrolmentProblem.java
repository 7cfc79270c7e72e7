package writeback.relay.protocol.message;

import java.util.Arrays;
import java.util.Optional;

/** Why the bot does not take an enrolment, a renewal or a relay. {@link #code()} is stable: the {@link Problem} carries it. */
public enum EnrolmentProblem {
    /** A part is empty, too long, or not of the kind that was asked for. */
    UNFIT("unfit"),
    /** No such code was made here, or it is forgotten by now. */
    UNKNOWN_CODE("unknown-code"),
    /** There is a code of that id, with another secret. */
    WRONG_CODE("wrong-code"),
    /** Another relay came with it before. */
    USED_CODE("used-code"),
    /** Its time is over. */
    EXPIRED_CODE("expired-code"),
    /** Too many wrong secrets were tried on it. */
    LOCKED_CODE("locked-code"),
    /** Too many codes that do not exist were tried at this bot lately. */
    TOO_MANY_TRIES("too-many-tries"),
    /** A relay with that key is, or was, known here. */
    KEY_REGISTERED("key-registered"),
    /** The bot has no key to command relays with. */
    NO_COMMAND_KEY("no-command-key"),
    /** Enrolled, and nobody has confirmed its fingerprint: it may come again. */
    WAITING("waiting-for-confirmation"),
    /** Enrolled, and somebody said no. */
    TURNED_DOWN("turned-down"),
    /** Its key was revoked. */
    REMOVED("removed"),
    /** It has a newer key, with which it is to come. */
    KEY_RENEWED("key-renewed"),
    /** Its key stands in the bot's configuration, and is renewed there. */
    RENEWED_BY_CONFIGURATION("renewed-by-configuration");

    private final String code;

    EnrolmentProblem(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** The problem of that code; empty when it is about something else. */
    public static Optional<EnrolmentProblem> of(String code) {
        return Arrays.stream(values()).filter(each -> each.code.equals(code)).findFirst();
    }
}
