package writeback.bot.teams;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which activities were taken already. Teams delivers some of them twice, and after a time-out always. */
@Component
class TakenActivities {

    /** Longer than any channel repeats. */
    private static final Duration KEPT = Duration.ofDays(2);

    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AtomicReference<Instant> forgotAt = new AtomicReference<>(Instant.EPOCH);

    TakenActivities(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether this is its first delivery. */
    boolean first(String key) {
        forgetOldNowAndThen();
        try {
            jdbc.sql("insert into taken_activity (id, taken_at) values (:id, :at)")
                    .param("id", key)
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    void answered(String key, String answer) {
        jdbc.sql("update taken_activity set answer = :answer where id = :id")
                .param("answer", answer)
                .param("id", key)
                .update();
    }

    Optional<String> answer(String key) {
        return jdbc.sql("select answer from taken_activity where id = :id and answer is not null")
                .param("id", key)
                .query(String.class)
                .optional();
    }

    private void forgetOldNowAndThen() {
        Instant now = clock.instant();
        Instant last = forgotAt.get();
        if (!now.isBefore(last.plus(FORGET_EVERY)) && forgotAt.compareAndSet(last, now)) {
            forgetOld();
        }
    }

    /** Forgets what no channel will repeat any more. */
    int forgetOld() {
        Instant before = clock.instant().minus(KEPT);
        return jdbc.sql("delete from taken_activity where taken_at < :before")
                .param("before", before.atOffset(ZoneOffset.UTC))
                .update();
    }
}
