package writeback.bot.change;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import writeback.bot.Place;
import writeback.bot.identity.PersonId;
import writeback.relay.protocol.plan.CanonicalPlan;
import writeback.relay.protocol.plan.Plan;

/** Change requests in the database. Every write is a compare-and-set; the caller brings the transaction. */
@Component
class ChangeStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Place place;

    ChangeStore(JdbcClient jdbc, Place place) {
        this.jdbc = jdbc;
        this.place = place;
    }

    /** @throws org.springframework.dao.DuplicateKeyException when a change with this open key is open */
    void insert(ChangeRequest change, String openKey) {
        jdbc.sql("insert into change_request (id, version, state, tenant, premises, plan, plan_hash, reason, requester,"
                        + " requester_name, consent, requested_at, expires_at, open_key, detail_code, detail_args, next_look_at,"
                        + " moved_at, undoes) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        change.id(),
                        change.version(),
                        change.state().name(),
                        place.tenant().id(),
                        place.premises().id(),
                        change.planText(),
                        change.planHash(),
                        change.reason(),
                        change.requester().text(),
                        change.requesterName(),
                        change.consentGiven(),
                        time(change.requestedAt()),
                        time(change.plan().expiresAt()),
                        openKey,
                        change.detail().code(),
                        json(change.detail().args()),
                        time(change.nextLookAt()),
                        time(change.movedAt()),
                        change.undoes())
                .update();
        for (StoredAction action : change.actions()) {
            jdbc.sql(
                            "insert into change_action (change_id, idx, state, code, args, progress) values (?, ?, ?, ?, ?, ?)")
                    .params(change.id(), action.index(), action.state().name(), "", "{}", "{}")
                    .update();
        }
        jdbc.sql("insert into change_lock (change_id) values (?)")
                .param(change.id())
                .update();
    }

    /** Moves to another state, if the change is still as it was read. An ended one frees its open key. */
    boolean move(ChangeRequest seen, ChangeState to, Detail detail, @Nullable Instant lookUntil, Instant now) {
        return jdbc.sql("update change_request set state = ?, version = version + 1, detail_code = ?, detail_args = ?,"
                                + " next_look_at = null, look_until = ?, moved_at = ?,"
                                + " open_key = case when ? then null else open_key end"
                                + " where id = ? and version = ? and state = ?")
                        .params(
                                to.name(),
                                detail.code(),
                                json(detail.args()),
                                time(lookUntil),
                                time(now),
                                Transitions.ended(to),
                                seen.id(),
                                seen.version(),
                                seen.state().name())
                        .update()
                == 1;
    }

    /** Writes who decided, in the transaction that moves the change. */
    void decide(String id, ChangeRequest.Decider decider, @Nullable String approvedHash) {
        jdbc.sql("update change_request set decider = ?, decider_name = ?, decider_role = ?, decided_at = ?,"
                        + " decision_reason = ?, approved_hash = ? where id = ?")
                .params(
                        decider.person().text(),
                        decider.name(),
                        decider.role(),
                        time(decider.at()),
                        decider.note(),
                        approvedHash,
                        id)
                .update();
    }

    /** Something new to tell without a move. False when the change has moved meanwhile. */
    boolean tell(ChangeRequest seen, Detail detail, @Nullable Instant nextLookAt) {
        return jdbc.sql("update change_request set detail_code = ?, detail_args = ?, next_look_at = ?"
                                + " where id = ? and version = ? and state = ?")
                        .params(
                                detail.code(),
                                json(detail.args()),
                                time(nextLookAt),
                                seen.id(),
                                seen.version(),
                                seen.state().name())
                        .update()
                == 1;
    }

    /** Replaces an action, if it is still in the state in which it was read. */
    boolean update(String changeId, ActionState seen, StoredAction now) {
        return jdbc.sql("update change_action set state = ?, handle = ?, started_at = ?, ended_at = ?, code = ?,"
                                + " args = ?, progress = ?, outcome = ? where change_id = ? and idx = ? and state = ?")
                        .params(
                                now.state().name(),
                                now.handle(),
                                time(now.startedAt()),
                                time(now.endedAt()),
                                now.detail().code(),
                                json(now.detail().args()),
                                json(now.progress()),
                                now.outcome(),
                                changeId,
                                now.index(),
                                seen.name())
                        .update()
                == 1;
    }

    /** Locks the change until the caller's transaction ends; false when somebody else has it. */
    boolean lock(String changeId) {
        return jdbc.sql("select change_id from change_lock where change_id = ? for update skip locked")
                .param(changeId)
                .query(String.class)
                .optional()
                .isPresent();
    }

    Optional<ChangeRequest> find(String id) {
        return jdbc.sql("select * from change_request where id = ? and tenant = ? and premises = ?")
                .params(id, place.tenant().id(), place.premises().id())
                .query(this::change)
                .optional();
    }

    Optional<ChangeRequest> findOpen(String openKey) {
        return jdbc.sql("select * from change_request where open_key = ?")
                .param(openKey)
                .query(this::change)
                .optional();
    }

    List<ChangeRequest> open() {
        return jdbc.sql("select * from change_request where open_key is not null and tenant = ? and premises = ?"
                        + " order by requested_at desc, id")
                .params(place.tenant().id(), place.premises().id())
                .query(this::change)
                .list();
    }

    /** The newest request to take this change back. */
    Optional<ChangeRequest> newestUndo(String changeId) {
        return jdbc.sql("select * from change_request where undoes = ? order by requested_at desc, id"
                        + " fetch first 1 rows only")
                .param(changeId)
                .query(this::change)
                .optional();
    }

    /** Requests in one of these states, newest first. */
    List<ChangeRequest> newest(Set<ChangeState> states, int atMost) {
        return jdbc.sql("select * from change_request where tenant = :tenant and premises = :premises"
                        + " and state in (:states) order by requested_at desc, id fetch first " + atMost + " rows only")
                .param("tenant", place.tenant().id())
                .param("premises", place.premises().id())
                .param("states", states.stream().map(ChangeState::name).toList())
                .query(this::change)
                .list();
    }

    private ChangeRequest change(ResultSet row, int number) throws SQLException {
        String id = row.getString("id");
        String planText = row.getString("plan");
        Plan plan = CanonicalPlan.read(planText);
        return new ChangeRequest(
                id,
                row.getInt("version"),
                ChangeState.valueOf(row.getString("state")),
                plan,
                planText,
                row.getString("plan_hash"),
                row.getString("reason"),
                PersonId.parse(row.getString("requester")),
                row.getString("requester_name"),
                row.getBoolean("consent"),
                required(row, "requested_at"),
                row.getString("undoes"),
                decider(row),
                row.getString("approved_hash"),
                new Detail(row.getString("detail_code"), texts(row.getString("detail_args"))),
                instant(row, "next_look_at"),
                instant(row, "look_until"),
                required(row, "moved_at"),
                actions(id, plan));
    }

    private static ChangeRequest.@Nullable Decider decider(ResultSet row) throws SQLException {
        String person = row.getString("decider");
        return person == null
                ? null
                : new ChangeRequest.Decider(
                        PersonId.parse(person),
                        row.getString("decider_name"),
                        row.getString("decider_role"),
                        required(row, "decided_at"),
                        row.getString("decision_reason"));
    }

    private List<StoredAction> actions(String id, Plan plan) {
        return jdbc.sql("select * from change_action where change_id = ? order by idx")
                .param(id)
                .query((row, number) -> new StoredAction(
                        row.getInt("idx"),
                        plan.actions().get(row.getInt("idx")),
                        ActionState.valueOf(row.getString("state")),
                        row.getString("handle"),
                        instant(row, "started_at"),
                        instant(row, "ended_at"),
                        new Detail(row.getString("code"), texts(row.getString("args"))),
                        texts(row.getString("progress")),
                        row.getString("outcome")))
                .list();
    }

    private static String json(Map<String, String> texts) {
        return JSON.writeValueAsString(texts);
    }

    private static Map<String, String> texts(String json) {
        return JSON.readValue(json, TEXTS);
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
