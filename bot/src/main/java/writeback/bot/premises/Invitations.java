package writeback.bot.premises;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import writeback.bot.Place;
import writeback.relay.protocol.message.EnrolmentCode;

/** The codes that were given out, in the database: hashes only. */
final class Invitations {

    static final Duration LIFETIME = Duration.ofMinutes(15);

    /** So many wrong secrets lock a code. */
    static final int MOST_WRONG_TRIES = 5;

    /** A code that is over is told so, for a while. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Place place;
    private final Clock clock;

    Invitations(JdbcClient jdbc, Place place, Clock clock) {
        this.jdbc = jdbc;
        this.place = place;
        this.clock = clock;
    }

    /** @return until when it is good */
    Instant add(EnrolmentCode code, String name, String by) {
        Instant expiresAt = clock.instant().plus(LIFETIME);
        jdbc.sql("insert into premises_invitation (id, tenant, premises, secret_hash, name, invited_by, expires_at,"
                        + " wrong_tries) values (?, ?, ?, ?, ?, ?, ?, 0)")
                .params(
                        code.id(),
                        place.tenant().id(),
                        place.premises().id(),
                        hash(code.secret()),
                        name,
                        by,
                        time(expiresAt))
                .update();
        return expiresAt;
    }

    /** The invitation, held until the end of the caller's transaction: who else has the same code waits. */
    Optional<Invited> hold(String id) {
        return jdbc.sql("select id, secret_hash, name, invited_by, expires_at, wrong_tries, relay"
                        + " from premises_invitation where id = ? and tenant = ? and premises = ? for update")
                .params(id, place.tenant().id(), place.premises().id())
                .query((row, number) -> new Invited(
                        row.getString("id"),
                        row.getString("secret_hash"),
                        row.getString("name"),
                        row.getString("invited_by"),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                        row.getInt("wrong_tries"),
                        row.getString("relay")))
                .optional();
    }

    /** Who came with it, if somebody has. */
    Optional<String> relayOf(String id) {
        return jdbc.sql("select relay from premises_invitation where id = ? and tenant = ? and premises = ?"
                        + " and relay is not null")
                .params(id, place.tenant().id(), place.premises().id())
                .query(String.class)
                .optional();
    }

    void countWrongTry(Invited invited) {
        jdbc.sql("update premises_invitation set wrong_tries = wrong_tries + 1 where id = ?")
                .param(invited.id())
                .update();
    }

    void use(Invited invited, String relay) {
        jdbc.sql("update premises_invitation set relay = ? where id = ?")
                .params(relay, invited.id())
                .update();
    }

    void forgetOld() {
        jdbc.sql("delete from premises_invitation where expires_at <= ?")
                .param(time(clock.instant().minus(REMEMBERED)))
                .update();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String hash(String secret) {
        try {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** @param relay who came with it; null when nobody has */
    record Invited(
            String id,
            String secretHash,
            String name,
            String by,
            Instant expiresAt,
            int wrongTries,
            @Nullable String relay) {

        /** In a time that does not depend on where they differ. */
        boolean hasSecret(String secret) {
            return MessageDigest.isEqual(
                    secretHash.getBytes(StandardCharsets.US_ASCII), hash(secret).getBytes(StandardCharsets.US_ASCII));
        }

        boolean isLocked() {
            return wrongTries >= MOST_WRONG_TRIES;
        }

        /** Whether one more wrong secret locks it. */
        boolean isLastTry() {
            return wrongTries == MOST_WRONG_TRIES - 1;
        }

        boolean isOver(Instant now) {
            return !expiresAt.isAfter(now);
        }
    }
}
