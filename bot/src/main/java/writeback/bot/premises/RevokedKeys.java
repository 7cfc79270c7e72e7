package writeback.bot.premises;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import writeback.bot.Place;

/** Keys that the configuration still registers and somebody has revoked. */
final class RevokedKeys {

    private final JdbcClient jdbc;
    private final Place place;
    private final Clock clock;

    RevokedKeys(JdbcClient jdbc, Place place, Clock clock) {
        this.jdbc = jdbc;
        this.place = place;
        this.clock = clock;
    }

    boolean contains(String thumbprint) {
        return jdbc.sql("select count(*) from premises_revoked_key where thumbprint = ?")
                        .param(thumbprint)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    Set<String> all() {
        return Set.copyOf(jdbc.sql("select thumbprint from premises_revoked_key where tenant = ? and premises = ?")
                .params(place.tenant().id(), place.premises().id())
                .query(String.class)
                .list());
    }

    void add(RegisteredAgent agent, String by) {
        jdbc.sql("insert into premises_revoked_key (thumbprint, tenant, premises, relay, revoked_by, revoked_at)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(
                        agent.key().thumbprint(),
                        place.tenant().id(),
                        place.premises().id(),
                        agent.id(),
                        by,
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
