package writeback.bot.teams;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request comes from the Teams channel (Authentication with the Bot Connector API). Stands before the SDK,
 * which accepts a token without expiry, skips the endorsement of a body without channel, and takes another app's token of
 * the skill kind. Proves the channel, never the person.
 */
class ChannelTokenCheck {

    private static final String ISSUER = "https://api.botframework.com";
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final String appId;
    private final ChannelKeys keys;
    private final Clock clock;

    ChannelTokenCheck(String appId, ChannelKeys keys, Clock clock) {
        this.appId = appId;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * @param authorization the request's header, null if it has none
     * @param channelId of the activity
     * @param serviceUrl of the activity
     */
    Admission check(@Nullable String authorization, String channelId, String serviceUrl) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return new Admission.Refused("no bearer token");
        }
        try {
            return check(SignedJWT.parse(authorization.substring(7).strip()), channelId, serviceUrl);
        } catch (ParseException e) {
            return new Admission.Refused("not a signed token");
        } catch (ChannelKeys.KeysUnavailableException e) {
            return new Admission.CannotTell(e.getMessage());
        }
    }

    private Admission check(SignedJWT token, String channelId, String serviceUrl) throws ParseException {
        if (!JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm())) {
            return new Admission.Refused("algorithm " + token.getHeader().getAlgorithm());
        }
        JWTClaimsSet claims = token.getJWTClaimsSet();
        if (!ISSUER.equals(claims.getIssuer())) {
            return new Admission.Refused("issuer");
        }
        if (claims.getAudience().size() != 1 || !claims.getAudience().get(0).equals(appId)) {
            return new Admission.Refused("audience");
        }
        Instant now = clock.instant();
        if (claims.getExpirationTime() == null
                || claims.getExpirationTime().toInstant().plus(SKEW).isBefore(now)) {
            return new Admission.Refused("expired, or without expiry");
        }
        if (claims.getNotBeforeTime() != null
                && claims.getNotBeforeTime().toInstant().minus(SKEW).isAfter(now)) {
            return new Admission.Refused("not yet valid");
        }
        // The SDK spells this claim in lower case, the documentation with a capital.
        String claimed = claims.getStringClaim("serviceurl") != null
                ? claims.getStringClaim("serviceurl")
                : claims.getStringClaim("serviceUrl");
        if (claimed == null || !claimed.equalsIgnoreCase(serviceUrl)) {
            return new Admission.Refused("service URL");
        }
        String keyId = token.getHeader().getKeyID();
        Optional<ChannelKeys.ChannelKey> key = keyId == null ? Optional.empty() : keys.find(keyId);
        if (key.isEmpty()) {
            return new Admission.Refused("unknown key");
        }
        if (!key.get().endorsements().contains(channelId)) {
            return new Admission.Refused("key not endorsed for channel " + channelId);
        }
        if (!signedBy(token, key.get())) {
            return new Admission.Refused("signature");
        }
        Map<String, String> texts = new HashMap<>();
        claims.getClaims().forEach((name, value) -> texts.put(name, String.valueOf(value)));
        texts.put("aud", appId);
        return new Admission.Admitted(texts);
    }

    private static boolean signedBy(SignedJWT token, ChannelKeys.ChannelKey key) {
        try {
            return token.verify(new RSASSAVerifier(key.key()));
        } catch (JOSEException e) {
            return false;
        }
    }
}
