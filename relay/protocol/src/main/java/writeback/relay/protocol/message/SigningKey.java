package writeback.relay.protocol.message;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** A private ES256 key (P-256). Its text form is a private JWK (RFC 7517). Safe for use by several threads. */
public final class SigningKey {

    private final ECKey key;
    private final JWSSigner signer;
    private final VerifyingKey verifying;

    private SigningKey(ECKey key) {
        this.key = key;
        try {
            this.signer = Es256.signer(key);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("it is not possible to sign with the key");
        }
        this.verifying = VerifyingKey.of(key);
    }

    /** A new key from the platform's secure random source. */
    public static SigningKey generate() {
        return generated(new ECKeyGenerator(Curve.P_256));
    }

    /** A new key that knows its own age. */
    public static SigningKey generate(Clock clock) {
        return generated(new ECKeyGenerator(Curve.P_256).issueTime(Date.from(clock.instant())));
    }

    private static SigningKey generated(JWKGenerator<ECKey> generator) {
        try {
            return new SigningKey(generator.generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    /**
     * Reads a private JWK.
     *
     * @throws IllegalArgumentException when the text is not a private P-256 key; the message never holds the key
     */
    public static SigningKey read(String jwk) {
        ECKey key;
        try {
            key = ECKey.parse(jwk);
        } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
            throw new IllegalArgumentException("not a JWK of type EC");
        }
        if (!Curve.P_256.equals(key.getCurve())) {
            throw new IllegalArgumentException("not a P-256 key but " + key.getCurve());
        }
        if (!key.isPrivate()) {
            throw new IllegalArgumentException("the public half only; the private key is needed here");
        }
        return new SigningKey(key);
    }

    /** The private JWK. A secret: for a key file, never for a log. */
    public String toPrivateJwk() {
        return key.toJSONString();
    }

    /** When it was made (JWK member {@code iat}), to the second, if it says so. */
    public Optional<Instant> madeAt() {
        return Optional.ofNullable(key.getIssueTime()).map(Date::toInstant);
    }

    public VerifyingKey verifyingKey() {
        return verifying;
    }

    /** Compact JWS of the text with this key's thumbprint as {@code kid}. */
    String sign(String type, String payload) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(type))
                .keyID(verifying.thumbprint())
                .build();
        JWSObject jws = new JWSObject(header, new Payload(payload));
        try {
            jws.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign", e);
        }
        return jws.serialize();
    }

    /** Never the key itself. */
    @Override
    public String toString() {
        return "SigningKey[" + verifying.thumbprint() + "]";
    }
}
