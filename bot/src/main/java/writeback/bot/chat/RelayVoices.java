package writeback.bot.chat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import writeback.bot.Place;

/** Which relays were said to be silent. Each step is a compare-and-set, so of several bots one takes it. */
@Component
class RelayVoices {

    private final JdbcClient jdbc;
    private final Place place;

    RelayVoices(JdbcClient jdbc, Place place) {
        this.jdbc = jdbc;
        this.place = place;
    }

    /**
     * @param since when it was first seen to be trusted
     * @param silent whether it was said to be silent, and not yet to be back
     * @param silentFrom when it was last heard of before that; null when it never was
     */
    record Voice(String relay, Instant since, boolean silent, @Nullable Instant silentFrom) {}

    Map<String, Voice> all() {
        return here("select relay, since, silent, silent_from from relay_voice"
                        + " where tenant = :tenant and premises = :premises")
                .query(RelayVoices::row)
                .list()
                .stream()
                .collect(Collectors.toMap(Voice::relay, Function.identity()));
    }

    Voice begin(String relay, Instant now) {
        try {
            here("insert into relay_voice (tenant, premises, relay, since, silent)"
                            + " values (:tenant, :premises, :relay, :now, false)")
                    .param("relay", relay)
                    .param("now", time(now))
                    .update();
        } catch (DuplicateKeyException e) {
            // another bot saw it in the same moment, which is as good
        }
        return new Voice(relay, now, false, null);
    }

    /**
     * @param calm when it was said before, not later than this
     * @return whether it is the caller's to say
     */
    boolean silent(String relay, Optional<Instant> from, Instant now, Instant calm) {
        return here("update relay_voice set silent = true, silent_from = :from, said_at = :now"
                                + " where tenant = :tenant and premises = :premises and relay = :relay"
                                + " and silent = false and (said_at is null or said_at <= :calm)")
                        .param("relay", relay)
                        .param("from", from.map(RelayVoices::time).orElse(null))
                        .param("now", time(now))
                        .param("calm", time(calm))
                        .update()
                == 1;
    }

    /** @return whether it is the caller's to say */
    boolean back(String relay) {
        return here("update relay_voice set silent = false"
                                + " where tenant = :tenant and premises = :premises and relay = :relay"
                                + " and silent = true")
                        .param("relay", relay)
                        .update()
                == 1;
    }

    void forget(String relay) {
        here("delete from relay_voice where tenant = :tenant and premises = :premises and relay = :relay")
                .param("relay", relay)
                .update();
    }

    private JdbcClient.StatementSpec here(String sql) {
        return jdbc.sql(sql)
                .param("tenant", place.tenant().id())
                .param("premises", place.premises().id());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Voice row(ResultSet row, int number) throws SQLException {
        OffsetDateTime from = row.getObject("silent_from", OffsetDateTime.class);
        return new Voice(
                row.getString("relay"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getBoolean("silent"),
                from == null ? null : from.toInstant());
    }
}
