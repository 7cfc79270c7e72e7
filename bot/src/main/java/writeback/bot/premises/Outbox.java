package writeback.bot.premises;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import writeback.bot.Place;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;

/**
 * The commands, in the database: their only truth. They are added here, and answered, or are over; in between {@link Leases}
 * hands them out and {@link StartDesk} lets them start. Every step is a compare-and-set, so that several bots may work on
 * one table.
 */
final class Outbox {

    /**
     * For how long after its end a change that was started may still be answered: the agent has the result in its journal.
     * One that was not started by its end never will be.
     */
    static final Duration ANSWER_GRACE = Duration.ofMinutes(5);

    private static final Duration KEEP_READINGS = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Place place;

    Outbox(JdbcClient jdbc, Clock clock, Place place) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.place = place;
    }

    /** Adds a command, not yet handed out, in the caller's transaction. */
    void add(Command command) {
        boolean changes = command.change() != null;
        jdbc.sql("insert into premises_command (id, tenant, premises, capability, operation, change_id, action_index,"
                        + " payload, state, fence, issued_at, expires_at)"
                        + " values (:id, :tenant, :premises, :capability, :operation, :change, :action,"
                        + " :payload, 'OPEN', 0, :issued, :expires)")
                .param("id", command.id())
                .param("tenant", command.tenant())
                .param("premises", command.premises())
                .param("capability", command.capability())
                .param("operation", command.operation())
                .param("change", changes ? command.change().changeId() : null)
                .param("action", changes ? command.change().actionIndex() : null)
                .param("payload", ProtocolJson.write(command))
                .param("issued", time(command.issuedAt()))
                .param("expires", time(command.expiresAt()))
                .update();
    }

    /** The command of one action of one change. */
    Optional<String> ordered(String changeId, int actionIndex) {
        return jdbc.sql("select id from premises_command where change_id = ? and action_index = ?")
                .params(changeId, actionIndex)
                .query(String.class)
                .optional();
    }

    /**
     * Records an answer, in the caller's transaction.
     *
     * @return whether this was the answer: false when it was answered before, is over, or was since handed out anew
     */
    boolean answer(String id, long fence, String agent, Outcome outcome, @Nullable String operator) {
        return jdbc.sql("update premises_command set state = 'ANSWERED', answer = ?, answered_at = ?, operator = ?"
                                + " where id = ? and state = 'OPEN' and fence = ? and leased_agent = ?"
                                + " and tenant = ? and premises = ?")
                        .params(
                                ProtocolJson.write(outcome),
                                time(clock.instant()),
                                operator,
                                id,
                                fence,
                                agent,
                                place.tenant().id(),
                                place.premises().id())
                        .update()
                == 1;
    }

    /**
     * Notes that a change waits for a person at this agent's console, in the caller's transaction. Until it is over it is
     * given to nobody else.
     *
     * @return false when that is known, or it is answered, over, started, or was since handed out anew
     */
    boolean waits(String id, long fence, String agent) {
        return jdbc.sql(
                                "update premises_command set waiting_since = coalesce(waiting_since, ?), leased_until = expires_at"
                                        + " where id = ? and state = 'OPEN' and fence = ? and leased_agent = ?"
                                        + " and change_id is not null and started_agent is null"
                                        + " and (waiting_since is null or leased_until < expires_at)"
                                        + " and tenant = ? and premises = ?")
                        .params(
                                time(clock.instant()),
                                id,
                                fence,
                                agent,
                                place.tenant().id(),
                                place.premises().id())
                        .update()
                == 1;
    }

    /** At whose console a change waits; empty when it does not. */
    Optional<String> waitsAt(String id) {
        return jdbc.sql("select leased_agent from premises_command where id = ? and state = 'OPEN'"
                        + " and waiting_since is not null")
                .param(id)
                .query(String.class)
                .optional();
    }

    /** Who carried it out at a console; empty when the agent did. */
    Optional<String> operator(String id) {
        return jdbc.sql("select operator from premises_command where id = ? and operator is not null")
                .param(id)
                .query(String.class)
                .optional();
    }

    /** The change that a command is an action of; empty for a reading one. */
    Optional<Ordered> change(String id) {
        return jdbc.sql("select change_id, started_agent from premises_command where id = ? and change_id is not null")
                .param(id)
                .query((row, number) -> new Ordered(row.getString("change_id"), row.getString("started_agent") != null))
                .optional();
    }

    /** Changes that are over without an answer. */
    List<Overdue> overdueChanges() {
        Instant now = clock.instant();
        return jdbc.sql("select id, change_id, leased_agent, started_agent from premises_command where state = 'OPEN'"
                        + " and change_id is not null and ((started_agent is null and expires_at <= :now)"
                        + " or (started_agent is not null and expires_at <= :graced))")
                .param("now", time(now))
                .param("graced", time(now.minus(ANSWER_GRACE)))
                .query((row, number) -> new Overdue(
                        row.getString("id"),
                        row.getString("change_id"),
                        Optional.ofNullable(row.getString("leased_agent")),
                        row.getString("started_agent") != null))
                .list();
    }

    /** Changes that an agent was let start and has not answered. */
    List<Overdue> startedBy(String agent) {
        return jdbc.sql("select id, change_id from premises_command where state = 'OPEN' and change_id is not null"
                        + " and tenant = ? and premises = ? and started_agent = ?")
                .params(place.tenant().id(), place.premises().id(), agent)
                .query((row, number) ->
                        new Overdue(row.getString("id"), row.getString("change_id"), Optional.of(agent), true))
                .list();
    }

    /** Answers a command that was not handed out yet, in the caller's transaction; false when it was meanwhile. */
    boolean refuse(String id, Outcome.Refused refusal) {
        return jdbc.sql("update premises_command set state = 'ANSWERED', answer = ?, answered_at = ? where id = ?"
                                + " and state = 'OPEN' and fence = 0")
                        .params(ProtocolJson.write(refusal), time(clock.instant()), id)
                        .update()
                == 1;
    }

    /** Ends an overdue change, in the caller's transaction; false when it was answered or started meanwhile. */
    boolean expire(Overdue overdue, Outcome outcome) {
        return jdbc.sql("update premises_command set state = 'EXPIRED', answer = ?, answered_at = ?"
                                + " where id = ? and state = 'OPEN' and started_agent is "
                                + (overdue.started() ? "not null" : "null"))
                        .params(ProtocolJson.write(outcome), time(clock.instant()), overdue.id())
                        .update()
                == 1;
    }

    /** Whether it was ended by us though an agent was let start it. */
    boolean endedUnheard(String id) {
        return jdbc.sql("select count(*) from premises_command where id = ? and state = 'EXPIRED'"
                                + " and started_agent is not null")
                        .param(id)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** Forgets old looks. */
    void forgetReadings() {
        jdbc.sql("delete from premises_command where change_id is null and expires_at <= ?")
                .param(time(clock.instant().minus(KEEP_READINGS)))
                .update();
    }

    /** Which of these are answered or over, and how. */
    Map<String, Outcome> outcomes(Collection<String> ids) {
        Map<String, Outcome> outcomes = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql("select id, answer from premises_command where answer is not null and id in (:ids)")
                    .param("ids", ids)
                    .query((row, number) -> outcomes.put(
                            row.getString("id"), ProtocolJson.read(row.getString("answer"), Outcome.class)))
                    .list();
        }
        return outcomes;
    }

    boolean knows(String id) {
        return jdbc.sql("select count(*) from premises_command where id = ?")
                        .param(id)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** @param started whether an agent was let start it */
    record Ordered(String changeId, boolean started) {}

    /**
     * A change that nobody answered in time.
     *
     * @param agent who had it last; empty: it was never handed out
     * @param started whether that agent was let start it
     */
    record Overdue(String id, String changeId, Optional<String> agent, boolean started) {}
}
