package writeback.relay.protocol.message;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an administrator carries from the chat to the relay's console, once: {@code ID.SECRET.KEY}. So the agent knows the
 * bot before it says a word to it, and the bot knows that somebody of its own sent the agent.
 *
 * @param id finds the invitation; no secret
 * @param secret 26 characters of Crockford's Base32, 130 bits; the bot keeps only its hash
 * @param commandKey thumbprint (RFC 7638) of the bot's command key: the agent takes no other bot's word
 */
public record EnrolmentCode(String id, String secret, String commandKey) {

    /** Crockford's Base32. */
    static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int ID = 8;
    private static final int SECRET = 26;
    private static final Pattern TEXT = Pattern.compile(
            "([" + ALPHABET + "]{" + ID + "})\\.([" + ALPHABET + "]{" + SECRET + "})\\.([A-Za-z0-9_-]{43})");

    /** A new one, from the platform's secure random source. */
    public static EnrolmentCode make(VerifyingKey commandKey) {
        SecureRandom random = new SecureRandom();
        return new EnrolmentCode(characters(random, ID), characters(random, SECRET), commandKey.thumbprint());
    }

    /** Reads what somebody pasted; empty when it is not such a code. */
    public static Optional<EnrolmentCode> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new EnrolmentCode(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    /** As it is pasted. A secret until it is used. */
    public String text() {
        return id + "." + secret + "." + commandKey;
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "EnrolmentCode[" + id + "]";
    }

    private static String characters(SecureRandom random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
