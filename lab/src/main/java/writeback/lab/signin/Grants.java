package writeback.lab.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import writeback.lab.Person;

/** The codes and refresh tokens this server gave out. Thread-safe. */
final class Grants {
    private static final Duration CODE_LIFE = Duration.ofMinutes(10);
    private static final Duration REFRESH_LIFE = Duration.ofHours(24);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What a person let an application have. */
    record Grant(Person person, String clientId, Scopes scopes, @Nullable String nonce) {}

    private record Code(Grant grant, String redirectUri, @Nullable String challenge, Instant until, boolean redeemed) {
        Code asRedeemed() {
            return new Code(grant, redirectUri, challenge, until, true);
        }
    }

    private record Refresh(Grant grant, Instant until) {}

    private final Clock clock;
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private final Map<String, Refresh> refreshTokens = new ConcurrentHashMap<>();

    Grants(Clock clock) {
        this.clock = clock;
    }

    /**
     * A code for one use within ten minutes.
     *
     * @param challenge BASE64URL(SHA-256(verifier)) of RFC 7636; null when the application does without
     */
    String newCode(Grant grant, String redirectUri, @Nullable String challenge) {
        String code = "0.A" + random();
        codes.put(code, new Code(grant, redirectUri, challenge, clock.instant().plus(CODE_LIFE), false));
        return code;
    }

    String newRefreshToken(Grant grant) {
        String token = "1.A" + random();
        refreshTokens.put(token, new Refresh(grant, clock.instant().plus(REFRESH_LIFE)));
        return token;
    }

    /**
     * Redeems a code; it is used up, also when it is refused for another reason than not being the application's.
     *
     * @throws SignInRefusal when it is unknown, somebody else's, used, expired, or the redirect URI or verifier differ
     */
    Grant redeem(String code, AppRegistration app, @Nullable String redirectUri, @Nullable String verifier)
            throws SignInRefusal {
        Code known = codes.get(code);
        if (known == null || !known.grant().clientId().equals(app.clientId())) {
            throw new SignInRefusal(
                    "invalid_grant", 70000, "The provided value for the 'code' parameter is not valid.");
        }
        if (known.redeemed() || !codes.replace(code, known, known.asRedeemed())) {
            throw new SignInRefusal(
                    "invalid_grant",
                    54005,
                    "OAuth2 Authorization code was already redeemed, please retry with a new valid code.");
        }
        if (!known.until().isAfter(clock.instant())) {
            throw new SignInRefusal("invalid_grant", 70008, "The provided authorization code has expired.");
        }
        if (!known.redirectUri().equals(redirectUri)) {
            throw new SignInRefusal(
                    "invalid_grant",
                    500112,
                    "The reply address does not match the reply address provided when requesting the code.");
        }
        if (!fits(known.challenge(), verifier)) {
            throw new SignInRefusal(
                    "invalid_grant",
                    501481,
                    "The Code_Verifier does not match the code_challenge supplied in the authorization request.");
        }
        return known.grant();
    }

    /**
     * What a refresh token stands for; it stays valid, as the platform's do.
     *
     * @throws SignInRefusal when it is unknown, somebody else's or expired
     */
    Grant refresh(String token, AppRegistration app) throws SignInRefusal {
        Refresh known = refreshTokens.get(token);
        if (known == null || !known.grant().clientId().equals(app.clientId())) {
            throw new SignInRefusal("invalid_grant", 70000, "The provided refresh token is not valid.");
        }
        if (!known.until().isAfter(clock.instant())) {
            throw new SignInRefusal("invalid_grant", 700082, "The refresh token has expired due to inactivity.");
        }
        return known.grant();
    }

    private static boolean fits(@Nullable String challenge, @Nullable String verifier) {
        if (challenge == null || verifier == null) {
            return challenge == null && verifier == null;
        }
        return challenge.equals(challengeOf(verifier));
    }

    private static String challengeOf(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static String random() {
        byte[] bits = new byte[48];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
