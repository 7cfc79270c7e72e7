package writeback.relay.protocol.message;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an agent shows with each request, type {@code wb-poll+jwt}: a JWT (RFC 7519) signed with its own key. So its
 * identity survives whatever ends the TLS connection on the way.
 *
 * @param agent claim {@code iss}
 * @param id claim {@code jti}; good for one request
 * @param expiresAt claim {@code exp}, at most {@link #LONGEST} after {@code iat}
 */
public record PollToken(String agent, String id, Instant expiresAt) {

    static final String TYPE = "wb-poll+jwt";

    /** Longest life of a token. */
    public static final Duration LONGEST = Duration.ofSeconds(60);

    /** How far the clocks of bot and agent may be apart. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    /** A new token for one request. */
    public static String mint(String agent, SigningKey agentKey, Clock clock) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(agent)
                .audience(Envelope.BOT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LONGEST)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        return Envelope.seal(TYPE, claims.toString(), agentKey);
    }

    /**
     * Opens a token. Whether its id was used before is for the caller to know.
     *
     * @param keys the registered key of an agent for its thumbprint
     */
    public static Opened<Presented> open(String text, Function<String, Optional<VerifyingKey>> keys, Clock clock) {
        return Envelope.open(TYPE, text, keys).flatMap(signed -> {
            JWTClaimsSet claims;
            try {
                claims = JWTClaimsSet.parse(signed.payload());
            } catch (ParseException e) {
                return Opened.rejected(Rejection.UNREADABLE, "not a set of claims");
            }
            return judge(claims, clock.instant())
                    .flatMap(token -> new Opened.Verified<>(new Presented(token, signed.key())));
        });
    }

    private static Opened<PollToken> judge(JWTClaimsSet claims, Instant now) {
        @Nullable Instant issued = instant(claims.getIssueTime());
        @Nullable Instant expires = instant(claims.getExpirationTime());
        String agent = claims.getIssuer();
        String id = claims.getJWTID();
        if (issued == null || expires == null || agent == null || id == null || id.isBlank() || id.length() > 64) {
            return Opened.rejected(Rejection.UNREADABLE, "iss, iat, exp and jti are needed");
        }
        if (!claims.getAudience().equals(List.of(Envelope.BOT))) {
            return Opened.rejected(Rejection.WRONG_AUDIENCE, "meant for " + claims.getAudience());
        }
        if (expires.isAfter(issued.plus(LONGEST))) {
            return Opened.rejected(Rejection.UNREADABLE, "it lives longer than " + LONGEST);
        }
        if (issued.isAfter(now.plus(CLOCK_TOLERANCE))) {
            return Opened.rejected(Rejection.NOT_YET_ISSUED, "issued at " + issued + ", and it is " + now + " here");
        }
        if (!expires.isAfter(now.minus(CLOCK_TOLERANCE))) {
            return Opened.rejected(Rejection.EXPIRED, "expired at " + expires + ", and it is " + now + " here");
        }
        return new Opened.Verified<>(new PollToken(agent, id, expires));
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    /** A token and the key that signed it, which decides whose token it is. */
    public record Presented(PollToken token, VerifyingKey key) {}
}
