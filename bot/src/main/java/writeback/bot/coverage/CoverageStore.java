package writeback.bot.coverage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import writeback.bot.Place;
import writeback.bot.identity.PersonId;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.CoverageReason;

/** Walks in the database. What moves one is a compare-and-set on state and step; the caller
 * brings the transaction. */
@Component
class CoverageStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<CoverageReason, Long>> REASONS = new TypeReference<>() {};
    private static final TypeReference<List<CoverageRun.Unit>> UNITS = new TypeReference<>() {};
    private static final int LONGEST_DETAIL = 500;

    private final JdbcClient jdbc;
    private final Place place;

    CoverageStore(JdbcClient jdbc, Place place) {
        this.jdbc = jdbc;
        this.place = place;
    }

    /** @throws org.springframework.dao.DuplicateKeyException when this person has a walk under way */
    void insert(CoverageRun run) {
        jdbc.sql("insert into coverage_run (id, tenant, premises, asker, open_key, state, asked, step, scope, leg,"
                        + " cursor_at, leg_base, began_anew, looked, covered, reasons, units, tries, started_at,"
                        + " updated_at, told_at) values (?, ?, ?, ?, ?, ?, ?, 0, ?, 0, '', 0, false, 0, 0, '{}', '[]', 0,"
                        + " ?, ?, ?)")
                .params(
                        run.id(),
                        place.tenant().id(),
                        place.premises().id(),
                        run.asker().text(),
                        openKey(run.asker()),
                        run.state().name(),
                        run.asked(),
                        JSON.writeValueAsString(run.scope()),
                        time(run.times().startedAt()),
                        time(run.times().updatedAt()),
                        time(run.times().toldAt()))
                .update();
        jdbc.sql("insert into coverage_lock (run_id) values (?)")
                .param(run.id())
                .update();
    }

    /** Locks the walk until the caller's transaction ends; false when somebody else has it, or there is none. */
    boolean lock(String id) {
        return jdbc.sql("select run_id from coverage_lock where run_id = ? for update skip locked")
                .param(id)
                .query(String.class)
                .optional()
                .isPresent();
    }

    Optional<CoverageRun> find(String id) {
        return jdbc.sql("select * from coverage_run where id = ? and tenant = ? and premises = ?")
                .params(id, place.tenant().id(), place.premises().id())
                .query(this::run)
                .optional();
    }

    Optional<CoverageRun> findOpen(PersonId asker) {
        return jdbc.sql("select * from coverage_run where open_key = ?")
                .param(openKey(asker))
                .query(this::run)
                .optional();
    }

    List<CoverageRun> open() {
        return jdbc.sql("select * from coverage_run where state = 'RUNNING' and tenant = ? and premises = ?"
                        + " order by started_at, id")
                .params(place.tenant().id(), place.premises().id())
                .query(this::run)
                .list();
    }

    /** One step on, without trouble; false when the walk has ended or moved meanwhile, as below. */
    boolean advance(
            CoverageRun seen,
            CoverageScope scope,
            CoverageRun.Position to,
            CoverageRun.Counts counts,
            Instant toldAt,
            Instant now) {
        return jdbc.sql("update coverage_run set step = step + 1, scope = ?, leg = ?, cursor_at = ?, leg_base = ?,"
                                + " began_anew = ?, looked = ?, covered = ?, expected = ?, reasons = ?,"
                                + " trouble_cause = null, trouble_detail = null, trouble_since = null, tries = 0,"
                                + " told_at = ?, updated_at = ? where id = ? and state = 'RUNNING' and step = ?")
                        .params(
                                JSON.writeValueAsString(scope),
                                to.leg(),
                                to.cursor(),
                                to.base(),
                                to.beganAnew(),
                                counts.looked(),
                                counts.covered(),
                                counts.expected(),
                                JSON.writeValueAsString(counts.reasons()),
                                time(toldAt),
                                time(now),
                                seen.id(),
                                seen.step())
                        .update()
                == 1;
    }

    /** No page came; the same step is tried again. */
    boolean wait(CoverageRun seen, CoverageRun.Trouble trouble, Instant now) {
        return jdbc.sql("update coverage_run set trouble_cause = ?, trouble_detail = ?, trouble_since = ?, tries = ?,"
                                + " told_at = ?, updated_at = ? where id = ? and state = 'RUNNING' and step = ?")
                        .params(
                                trouble.cause().name(),
                                clip(trouble.detail(), LONGEST_DETAIL),
                                time(trouble.since()),
                                trouble.tries(),
                                time(now),
                                time(now),
                                seen.id(),
                                seen.step())
                        .update()
                == 1;
    }

    /** The end; the person may begin the next. */
    boolean end(
            CoverageRun seen,
            CoverageState state,
            CoverageRun.Counts counts,
            List<CoverageRun.Unit> units,
            CoverageRun.@Nullable Trouble trouble,
            @Nullable Instant listUntil,
            Instant now) {
        return jdbc.sql("update coverage_run set state = ?, step = step + 1, open_key = null, looked = ?, covered = ?,"
                                + " expected = ?, reasons = ?, units = ?, trouble_cause = ?, trouble_detail = ?,"
                                + " trouble_since = ?, list_until = ?, ended_at = ?, told_at = ?, updated_at = ?"
                                + " where id = ? and state = 'RUNNING' and step = ?")
                        .params(
                                state.name(),
                                counts.looked(),
                                counts.covered(),
                                counts.expected(),
                                JSON.writeValueAsString(counts.reasons()),
                                JSON.writeValueAsString(units),
                                trouble == null ? null : trouble.cause().name(),
                                trouble == null ? null : clip(trouble.detail(), LONGEST_DETAIL),
                                trouble == null ? null : time(trouble.since()),
                                time(listUntil),
                                time(now),
                                time(now),
                                time(now),
                                seen.id(),
                                seen.step())
                        .update()
                == 1;
    }

    /** Ends a walk whatever its step is; false when it has ended already. */
    boolean cancel(String id, PersonId asker, Instant now) {
        return jdbc.sql(
                                "update coverage_run set state = 'CANCELLED', open_key = null, trouble_cause = null, updated_at = ?,"
                                        + " ended_at = ?"
                                        + " where id = ? and asker = ? and state = 'RUNNING'")
                        .params(time(now), time(now), id, asker.text())
                        .update()
                == 1;
    }

    void units(String id, List<CoverageRun.Unit> units) {
        jdbc.sql("update coverage_run set units = ? where id = ?")
                .params(JSON.writeValueAsString(units), id)
                .update();
    }

    void listIsGone(String id) {
        jdbc.sql("update coverage_run set list_until = null where id = ?")
                .param(id)
                .update();
    }

    void forgetEndedBefore(Instant then) {
        jdbc.sql("delete from coverage_run where ended_at < ?")
                .param(time(then))
                .update();
    }

    static String clip(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    private String openKey(PersonId asker) {
        return place.premises().id() + "|" + asker.text();
    }

    private CoverageRun run(ResultSet row, int number) throws SQLException {
        long expected = row.getLong("expected");
        boolean known = !row.wasNull();
        return new CoverageRun(
                row.getString("id"),
                PersonId.parse(row.getString("asker")),
                row.getString("asked"),
                CoverageState.valueOf(row.getString("state")),
                row.getInt("step"),
                JSON.readValue(row.getString("scope"), CoverageScope.class),
                new CoverageRun.Position(
                        row.getInt("leg"),
                        row.getString("cursor_at"),
                        row.getLong("leg_base"),
                        row.getBoolean("began_anew")),
                new CoverageRun.Counts(
                        row.getLong("looked"),
                        row.getLong("covered"),
                        known ? expected : null,
                        JSON.readValue(row.getString("reasons"), REASONS)),
                JSON.readValue(row.getString("units"), UNITS),
                trouble(row),
                new CoverageRun.Times(
                        required(row, "started_at"),
                        required(row, "updated_at"),
                        required(row, "told_at"),
                        instant(row, "ended_at"),
                        instant(row, "list_until")));
    }

    private static CoverageRun.@Nullable Trouble trouble(ResultSet row) throws SQLException {
        String cause = row.getString("trouble_cause");
        return cause == null
                ? null
                : new CoverageRun.Trouble(
                        Cause.valueOf(cause),
                        row.getString("trouble_detail"),
                        required(row, "trouble_since"),
                        row.getInt("tries"));
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Instant required(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
