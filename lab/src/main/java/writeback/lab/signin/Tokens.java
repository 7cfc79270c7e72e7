package writeback.lab.signin;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import writeback.lab.Person;
import writeback.lab.Tenant;

/**
 * Makes the tenant's tokens with the claims that Microsoft Learn's "ID token claims reference" and "Access token claims
 * reference" name. The optional claim {@code wids} is left out, so that nobody comes to rely on it.
 */
final class Tokens {
    static final String GRAPH = "https://graph.microsoft.com";
    static final String BOT_FRAMEWORK = "https://api.botframework.com";
    static final Duration LIFE = Duration.ofHours(1);

    private final SigningKeys keys;
    private final Clock clock;
    private final String base;

    /** @param base where this server is, such as {@code https://localhost:4401} */
    Tokens(SigningKeys keys, Clock clock, String base) {
        this.keys = keys;
        this.clock = clock;
        this.base = base;
    }

    /** Who issues ID tokens for accounts of that tenant. */
    String issuer(String tenantId) {
        return base + "/" + tenantId + "/v2.0";
    }

    String idToken(Person person, AppRegistration app, @Nullable String nonce) {
        JWTClaimsSet.Builder claims = validNow()
                .issuer(issuer(person.tenantId()))
                .audience(app.clientId())
                .subject(subject(person, app))
                .claim("ver", "2.0")
                .claim("oid", person.aadObjectId())
                .claim("tid", person.tenantId())
                .claim("name", person.displayName())
                .claim("preferred_username", person.userPrincipalName());
        if (nonce != null) {
            claims.claim("nonce", nonce);
        }
        return keys.sign(claims.build());
    }

    /** For Graph, as that person. */
    String delegated(Person person, AppRegistration app, Scopes scopes, Duration life) {
        return keys.sign(validNow(life)
                .issuer(accessIssuer(person.tenantId()))
                .audience(GRAPH)
                .subject(subject(person, app))
                .claim("ver", "1.0")
                .claim("idtyp", "user")
                .claim("appid", app.clientId())
                .claim("oid", person.aadObjectId())
                .claim("tid", person.tenantId())
                .claim("upn", person.userPrincipalName())
                .claim("name", person.displayName())
                .claim("scp", String.join(" ", scopes.graph()))
                .build());
    }

    /** For the application itself; it was given no application permissions. */
    String appOnly(AppRegistration app, String audience) {
        return keys.sign(validNow()
                .issuer(accessIssuer(Tenant.ID))
                .audience(audience)
                .subject(app.clientId())
                .claim("ver", "1.0")
                .claim("idtyp", "app")
                .claim("appid", app.clientId())
                .claim("tid", Tenant.ID)
                .claim("roles", List.of())
                .build());
    }

    /** The {@code client_info} that MSAL reads the account's home from. */
    static String clientInfo(Person person) {
        String json = "{\"uid\":\"" + person.aadObjectId() + "\",\"utid\":\"" + person.tenantId() + "\"}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private JWTClaimsSet.Builder validNow() {
        return validNow(LIFE);
    }

    private JWTClaimsSet.Builder validNow(Duration life) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life)))
                .jwtID(UUID.randomUUID().toString());
    }

    /** Who issues access tokens to accounts and applications of that tenant. */
    static String accessIssuer(String tenantId) {
        return "https://sts.windows.net/" + tenantId + "/";
    }

    /** Differs from application to application, as the platform's pairwise subjects do. */
    private static String subject(Person person, AppRegistration app) {
        String both = app.clientId() + person.aadObjectId();
        return UUID.nameUUIDFromBytes(both.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
