package writeback.bot.premises;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import writeback.bot.Place;
import writeback.bot.premises.RegisteredAgent.Origin;
import writeback.bot.premises.RegisteredAgent.Standing;
import writeback.bot.premises.RegisteredAgents.Holder;
import writeback.relay.protocol.message.VerifyingKey;

/** Relays that came with a code, in the database. Every step is a compare-and-set. */
final class Registrations {

    private static final String SELECT =
            "select id, name, public_key, former_key, former_thumbprint, capabilities, standing"
                    + " from premises_registration where tenant = :tenant and premises = :premises";

    private final JdbcClient jdbc;
    private final Place place;
    private final Clock clock;

    /** By their text: a key costs more to read than to use. As many as there are in the table. */
    private final Map<String, VerifyingKey> keys = new ConcurrentHashMap<>();

    Registrations(JdbcClient jdbc, Place place, Clock clock) {
        this.jdbc = jdbc;
        this.place = place;
        this.clock = clock;
    }

    List<RegisteredAgent> all() {
        return here(SELECT + " order by arrived_at, id").query(this::agent).list();
    }

    Optional<RegisteredAgent> withId(String id) {
        return here(SELECT + " and id = :id").param("id", id).query(this::agent).optional();
    }

    /** Who holds a key, or held it before the present one. */
    Optional<Holder> withKey(String thumbprint) {
        return here(SELECT + " and (thumbprint = :thumbprint or former_thumbprint = :thumbprint)")
                .param("thumbprint", thumbprint)
                .query((row, number) -> {
                    RegisteredAgent agent = agent(row, number);
                    boolean former = thumbprint.equals(row.getString("former_thumbprint"));
                    return new Holder(agent, former ? key(row.getString("former_key")) : agent.key());
                })
                .optional();
    }

    /** What each one said of itself when it came, by id. */
    Map<String, Introduction> introductions() {
        return here("select id, version, permissions from premises_registration"
                        + " where tenant = :tenant and premises = :premises")
                .query((row, number) -> Map.entry(
                        row.getString("id"),
                        new Introduction(row.getString("version"), PermissionWords.read(row.getString("permissions")))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Optional<String> invitedBy(String id) {
        return here("select invited_by from premises_registration where tenant = :tenant and premises = :premises"
                        + " and id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** Adds one that waits. */
    void add(
            String id,
            String name,
            VerifyingKey key,
            Set<String> capabilities,
            Introduction introduction,
            String invitedBy) {
        here("insert into premises_registration (id, tenant, premises, name, public_key, thumbprint, capabilities,"
                        + " version, permissions, standing, invited_by, arrived_at, key_since) values (:id, :tenant,"
                        + " :premises, :name, :key, :thumbprint, :capabilities, :version, :permissions, 'WAITING', :by,"
                        + " :now, :now)")
                .param("version", introduction.version())
                .param("permissions", PermissionWords.write(introduction.permissions()))
                .param("id", id)
                .param("name", name)
                .param("key", key.toPublicJwk())
                .param("thumbprint", key.thumbprint())
                .param("capabilities", String.join(" ", new TreeSet<>(capabilities)))
                .param("by", invitedBy)
                .param("now", now())
                .update();
    }

    /** Moves one from one standing to another, if it has that key; false when it is not so. */
    boolean decide(RegisteredAgent agent, Standing to, String by) {
        return here("update premises_registration set standing = :to, decided_by = :by, decided_at = :now"
                                + " where tenant = :tenant and premises = :premises and id = :id and standing = :from"
                                + " and thumbprint = :thumbprint")
                        .param("to", to.name())
                        .param("by", by)
                        .param("now", now())
                        .param("id", agent.id())
                        .param("from", agent.standing().name())
                        .param("thumbprint", agent.key().thumbprint())
                        .update()
                == 1;
    }

    /** Puts a new key in the place of the present one of a trusted relay; false when it is not so any more. */
    boolean renew(RegisteredAgent agent, VerifyingKey next) {
        return here("update premises_registration set former_key = public_key, former_thumbprint = thumbprint,"
                                + " public_key = :key, thumbprint = :next, key_since = :now"
                                + " where tenant = :tenant and premises = :premises and id = :id"
                                + " and standing = 'TRUSTED' and thumbprint = :present")
                        .param("key", next.toPublicJwk())
                        .param("next", next.thumbprint())
                        .param("now", now())
                        .param("id", agent.id())
                        .param("present", agent.key().thumbprint())
                        .update()
                == 1;
    }

    private JdbcClient.StatementSpec here(String sql) {
        return jdbc.sql(sql)
                .param("tenant", place.tenant().id())
                .param("premises", place.premises().id());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private RegisteredAgent agent(ResultSet row, int number) throws SQLException {
        return new RegisteredAgent(
                row.getString("id"),
                row.getString("name"),
                key(row.getString("public_key")),
                Set.of(row.getString("capabilities").split(" ")),
                Standing.valueOf(row.getString("standing")),
                Origin.ENROLLED);
    }

    private VerifyingKey key(String jwk) {
        return keys.computeIfAbsent(jwk, VerifyingKey::read);
    }

    /** @param permissions null when they were not settled yet */
    record Introduction(@Nullable String version, @Nullable Map<String, String> permissions) {}
}
