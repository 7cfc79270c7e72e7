package writeback.lab.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;

/** The key the tenant's tokens are signed with, made anew at each start. Thread-safe. */
public final class SigningKeys {
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final RSAKey key;
    private final Clock clock;

    private SigningKeys(RSAKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    public static SigningKeys create(Clock clock) {
        try {
            return new SigningKeys(
                    new RSAKeyGenerator(2048)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.RS256)
                            .keyIDFromThumbprint(true)
                            .generate(),
                    clock);
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java cannot make a signing key", e);
        }
    }

    /** The public keys, as the sign-in server publishes them. */
    public JWKSet publicKeys() {
        return new JWKSet(key).toPublicJWKSet();
    }

    String sign(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.getKeyID())
                        .build(),
                claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java cannot sign", e);
        }
        return token.serialize();
    }

    /**
     * The claims of a token that this tenant signed for that audience and that is valid now; else empty.
     *
     * @param audience whom the token must be for
     */
    public Optional<JWTClaimsSet> verify(String token, String audience) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            boolean ours = JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
                    && key.getKeyID().equals(jwt.getHeader().getKeyID())
                    && jwt.verify(new RSASSAVerifier(key.toRSAPublicKey()));
            return ours && suits(jwt.getJWTClaimsSet(), audience)
                    ? Optional.of(jwt.getJWTClaimsSet())
                    : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    private boolean suits(JWTClaimsSet claims, String audience) {
        Date expires = claims.getExpirationTime();
        Date from = claims.getNotBeforeTime();
        return claims.getAudience().contains(audience)
                && expires != null
                && expires.toInstant().plus(SKEW).isAfter(clock.instant())
                && from != null
                && from.toInstant().minus(SKEW).isBefore(clock.instant());
    }
}
