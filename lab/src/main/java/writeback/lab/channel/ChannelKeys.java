package writeback.lab.channel;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The key the channel signs with, and the tokens made with it ("Authentication with the Bot Connector API": issuer,
 * audience, {@code serviceurl} claim, endorsements in the published key). Made anew with each instance; thread-safe.
 */
final class ChannelKeys {
    static final String ISSUER = "https://api.botframework.com";
    private static final Duration LIFE = Duration.ofHours(1);

    /** To sign costs more than all else that the channel does for a delivery. */
    private static final Duration USED_FOR = Duration.ofMinutes(5);

    private final RSAKey key;
    private final String botAppId;
    private final Clock clock;
    private final Map<String, Signed> tokens = new ConcurrentHashMap<>();

    ChannelKeys(String botAppId, Clock clock) {
        this.botAppId = botAppId;
        this.clock = clock;
        try {
            this.key = new RSAKeyGenerator(2048)
                    .keyID(UUID.randomUUID().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java makes no RSA keys", e);
        }
    }

    /** The key set as the channel publishes it. */
    Map<String, Object> published() {
        Map<String, Object> published = new LinkedHashMap<>(key.toPublicJWK().toJSONObject());
        published.put("endorsements", List.of("msteams"));
        return Map.of("keys", List.of(published));
    }

    /** A token for deliveries, good for most of its hour. */
    String token(String serviceUrl) {
        Instant now = clock.instant();
        return tokens.compute(
                        serviceUrl,
                        (url, known) -> known != null && now.isBefore(known.until())
                                ? known
                                : new Signed(sign(url, now), now.plus(USED_FOR)))
                .token();
    }

    private String sign(String serviceUrl, Instant now) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(botAppId)
                .claim("serviceurl", serviceUrl)
                .notBeforeTime(Date.from(now.minus(Duration.ofMinutes(1))))
                .expirationTime(Date.from(now.plus(LIFE)))
                .build();
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java signs nothing with RSA", e);
        }
    }

    /** @param until when the next one is signed */
    private record Signed(String token, Instant until) {}
}
