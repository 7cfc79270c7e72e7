package writeback.relay.protocol.message;

import java.util.Arrays;
import java.util.Optional;

/** Why an envelope was not opened. {@link #code()} is stable: it stands in logs, answers and the list of relays. */
public enum Rejection {
    /** Longer than {@link Envelope#LARGEST} characters. */
    TOO_LARGE("too-large"),
    /** Not a compact JWS. */
    MALFORMED("malformed"),
    /** Signed with anything but ES256, or not signed. */
    WRONG_ALGORITHM("wrong-algorithm"),
    /** An envelope of another kind, or none of ours. */
    WRONG_TYPE("wrong-type"),
    /** Signed, by its own word, with a key that is not the expected one. */
    UNKNOWN_KEY("unknown-key"),
    /** The signature does not fit: changed on the way, or signed with another key. */
    BAD_SIGNATURE("bad-signature"),
    /** Meant for somebody else, or said to be from somebody else. */
    WRONG_AUDIENCE("wrong-audience"),
    /** The time in it is over, by this machine's clock. */
    EXPIRED("expired"),
    /** It was made in the future, by this machine's clock. */
    NOT_YET_ISSUED("not-yet-issued"),
    /** It was used before. */
    REPLAYED("replayed"),
    /** Signed, and yet not the content that was promised. */
    UNREADABLE("unreadable");

    private final String code;

    Rejection(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** The rejection of that code; empty when there is none. */
    public static Optional<Rejection> of(String code) {
        return Arrays.stream(values()).filter(each -> each.code.equals(code)).findFirst();
    }
}
