package writeback.relay.protocol.message;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The one way in which bot and agent sign: compact JWS (RFC 7515), ES256, with {@code typ} and {@code kid} pinned by the
 * reader. What is inside is the business of {@link CommandEnvelope}, {@link ReplyEnvelope}, {@link PollToken} and of the
 * messages about keys.
 */
public final class Envelope {

    /** The bot, as audience of replies and poll tokens. */
    public static final String BOT = "writeback-bot";

    /** Nothing longer is looked at, in characters. */
    public static final int LARGEST = 1024 * 1024;

    private Envelope() {}

    static String seal(String type, String payload, SigningKey key) {
        return key.sign(type, payload);
    }

    /**
     * Checks everything that can be checked without knowing the content, cheapest first.
     *
     * @param keys the key for a {@code kid}, if that key may sign this
     */
    static Opened<Sealed> open(String type, String text, Function<String, Optional<VerifyingKey>> keys) {
        if (text.length() > LARGEST) {
            return Opened.rejected(Rejection.TOO_LARGE, text.length() + " characters");
        }
        JWSObject jws;
        try {
            jws = JWSObject.parse(text);
        } catch (ParseException | IllegalArgumentException e) {
            return unparsed(text);
        }
        JWSHeader header = jws.getHeader();
        if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())) {
            return Opened.rejected(Rejection.WRONG_ALGORITHM, String.valueOf(header.getAlgorithm()));
        }
        if (header.getType() == null || !type.equals(header.getType().getType())) {
            return Opened.rejected(Rejection.WRONG_TYPE, "wanted " + type + ", found " + header.getType());
        }
        Optional<VerifyingKey> key = Optional.ofNullable(header.getKeyID()).flatMap(keys);
        if (key.isEmpty()) {
            return Opened.rejected(Rejection.UNKNOWN_KEY, "key " + header.getKeyID());
        }
        if (!key.get().verifies(jws)) {
            return Opened.rejected(Rejection.BAD_SIGNATURE, "key " + key.get().thumbprint());
        }
        return new Opened.Verified<>(new Sealed(key.get(), jws.getPayload().toString()));
    }

    /** What somebody says, before it is known who: only to find the key that it must then be opened with. */
    static Opened<String> unverified(String text) {
        if (text.length() > LARGEST) {
            return Opened.rejected(Rejection.TOO_LARGE, text.length() + " characters");
        }
        try {
            return new Opened.Verified<>(JWSObject.parse(text).getPayload().toString());
        } catch (ParseException | IllegalArgumentException e) {
            return Opened.rejected(Rejection.MALFORMED, "not a compact JWS");
        }
    }

    /** One key and no other. */
    static Function<String, Optional<VerifyingKey>> only(VerifyingKey key) {
        return key::withThumbprint;
    }

    /** The library does not parse an unsigned token as a JWS; its reader should still be told what was tried. */
    private static Opened<Sealed> unparsed(String text) {
        int dot = text.indexOf('.');
        try {
            String header = new Base64URL(text.substring(0, Math.max(dot, 0))).decodeToString();
            if ("none".equals(JSONObjectUtils.parse(header).get("alg"))) {
                return Opened.rejected(Rejection.WRONG_ALGORITHM, "none");
            }
        } catch (ParseException | IllegalArgumentException e) {
            // not even a header: malformed is the whole truth
        }
        return Opened.rejected(Rejection.MALFORMED, "not a compact JWS");
    }

    /** Who signed, and what. */
    record Sealed(VerifyingKey key, String payload) {}
}
