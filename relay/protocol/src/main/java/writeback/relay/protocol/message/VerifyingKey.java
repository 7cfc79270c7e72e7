package writeback.relay.protocol.message;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.text.ParseException;
import java.util.Base64;
import java.util.Optional;

/**
 * A public ES256 key (P-256). It is known by its thumbprint (RFC 7638), whatever {@code kid} its file may carry, so that
 * an identity cannot be claimed with another key.
 *
 * <p>As {@link CommandKeys} it is the only one.
 */
public final class VerifyingKey implements CommandKeys {

    private final ECKey key;
    private final JWSVerifier verifier;
    private final String thumbprint;

    /** @throws IllegalArgumentException when it is no point of the curve */
    private VerifyingKey(ECKey key) {
        // whatever else its text may say of itself is not ours to hand on
        this.key = new ECKey.Builder(Curve.P_256, key.getX(), key.getY()).build();
        try {
            this.verifier = Es256.verifier(this.key);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("not a key of P-256");
        }
        try {
            this.thumbprint = this.key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static VerifyingKey of(ECKey key) {
        return new VerifyingKey(key.toPublicJWK());
    }

    /**
     * Reads a public JWK.
     *
     * @throws IllegalArgumentException when the text is not a P-256 key, or is a private one
     */
    public static VerifyingKey read(String jwk) {
        ECKey key;
        try {
            key = ECKey.parse(jwk);
        } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
            throw new IllegalArgumentException("not a JWK of type EC");
        }
        if (!Curve.P_256.equals(key.getCurve())) {
            throw new IllegalArgumentException("not a P-256 key but " + key.getCurve());
        }
        if (key.isPrivate()) {
            throw new IllegalArgumentException("a private key, which has no place here: give the public half only");
        }
        return new VerifyingKey(key);
    }

    /** SHA-256 thumbprint of RFC 7638, base64url. */
    public String thumbprint() {
        return thumbprint;
    }

    /**
     * The thumbprint as people compare it on two screens or read it out: all its 256 bits in Crockford's Base32, which has
     * no letters that look alike, in groups of four.
     */
    public String fingerprint() {
        StringBuilder text = new StringBuilder();
        byte[] bytes = Base64.getUrlDecoder().decode(thumbprint);
        int bits = 0;
        int held = 0;
        for (byte each : bytes) {
            held = held << 8 | (each & 0xff);
            for (bits += 8; bits >= 5; bits -= 5) {
                text.append(EnrolmentCode.ALPHABET.charAt(held >> bits - 5 & 31));
            }
            held &= (1 << bits) - 1;
        }
        text.append(EnrolmentCode.ALPHABET.charAt(held << 5 - bits & 31));
        return text.toString().replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** Whether that is this key's fingerprint, whatever its spaces and the case of its letters. */
    public boolean hasFingerprint(String shown) {
        return shown.replaceAll("\\s", "").equalsIgnoreCase(fingerprint().replace(" ", ""));
    }

    /** The public JWK. */
    public String toPublicJwk() {
        return key.toJSONString();
    }

    @Override
    public Optional<VerifyingKey> withThumbprint(String other) {
        return thumbprint.equals(other) ? Optional.of(this) : Optional.empty();
    }

    @Override
    public void commanded(VerifyingKey key) {
        // there is no other to be given up
    }

    boolean verifies(JWSObject jws) {
        try {
            return jws.verify(verifier);
        } catch (JOSEException e) {
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifyingKey that && thumbprint.equals(that.thumbprint);
    }

    @Override
    public int hashCode() {
        return thumbprint.hashCode();
    }

    @Override
    public String toString() {
        return "VerifyingKey[" + thumbprint + "]";
    }
}
