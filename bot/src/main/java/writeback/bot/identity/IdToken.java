package writeback.bot.identity;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The claims of an ID token (Microsoft Learn, "ID token claims reference"). It came from the token endpoint itself over
 * TLS, which stands for its signature (OpenID Connect Core 1.0, 3.1.3.7, item 6).
 */
record IdToken(
        String issuer,
        String audience,
        String nonce,
        String tenant,
        String objectId,
        String userName,
        String displayName,
        String identityProvider,
        String accountType) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Optional<IdToken> read(@Nullable String token) {
        String[] parts = token == null ? new String[0] : token.split("\\.");
        if (parts.length < 2) {
            return Optional.empty();
        }
        try {
            JsonNode claims =
                    JSON.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
            return Optional.of(new IdToken(
                    text(claims, "iss"),
                    text(claims, "aud"),
                    text(claims, "nonce"),
                    text(claims, "tid").toLowerCase(Locale.ROOT),
                    text(claims, "oid").toLowerCase(Locale.ROOT),
                    text(claims, "preferred_username"),
                    text(claims, "name"),
                    text(claims, "idp"),
                    text(claims, "acct")));
        } catch (IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode claims, String name) {
        JsonNode claim = claims.path(name);
        return claim.isValueNode() ? claim.asString("") : "";
    }

    boolean issuedBy(URI authority) {
        URI said;
        try {
            said = URI.create(issuer);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return String.valueOf(said.getAuthority()).equalsIgnoreCase(authority.getAuthority())
                && "https".equalsIgnoreCase(said.getScheme())
                && ("/" + tenant + "/v2.0").equalsIgnoreCase(said.getPath());
    }

    /**
     * Whether the account is a guest in this tenant: its home is another one, another tenant vouches for it, or the
     * optional claim {@code acct} says so.
     *
     * @param homeAccount {@code uid.utid} of {@code client_info}; without it nobody is known to be at home here
     */
    boolean isGuest(@Nullable String homeAccount) {
        String home = homeAccount == null ? "" : homeAccount.toLowerCase(Locale.ROOT);
        return !home.endsWith("." + tenant)
                || accountType.equals("1")
                || !identityProvider.isEmpty()
                        && !identityProvider.toLowerCase(Locale.ROOT).contains(tenant);
    }
}
