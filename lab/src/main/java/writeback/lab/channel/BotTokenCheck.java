package writeback.lab.channel;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call of the connector service comes from the bot: a token of the sign-in server for the connector's own
 * audience, issued to the bot's application id. Thread-safe.
 */
final class BotTokenCheck {
    private static final String AUDIENCE = "https://api.botframework.com";

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final String botAppId;
    private final Set<String> issuers;

    BotTokenCheck(ChannelSettings settings, Supplier<JWKSet> signInKeys) {
        this.botAppId = settings.botAppId();
        this.issuers = settings.tokenIssuers();
        JWKSource<SecurityContext> keys = (selector, context) -> selector.select(signInKeys.get());
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        processor.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<>(AUDIENCE, new JWTClaimsSet.Builder().build(), Set.of("iss", "exp")));
    }

    /** Why the call is refused; empty when it may pass. */
    Optional<String> objection(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return Optional.of("no bearer token");
        }
        try {
            JWTClaimsSet claims = processor.process(authorization.substring("Bearer ".length()), null);
            if (!issuers.contains(claims.getIssuer())) {
                return Optional.of("wrong issuer");
            }
            String v1 = claims.getStringClaim("appid");
            String application = v1 != null ? v1 : claims.getStringClaim("azp");
            return Objects.equals(application, botAppId) ? Optional.empty() : Optional.of("token of another app");
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
