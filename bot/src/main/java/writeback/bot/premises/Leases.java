package writeback.bot.premises;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import writeback.bot.Place;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Command;

/**
 * Who has which command of the {@link Outbox}: a row is handed out under a lease and a growing fencing number until it is
 * answered or over, a change that was started only to who started it. Every step is a compare-and-set, so that several bots
 * may work on one table.
 */
final class Leases {

    /** An agent that took something and does not poll again for so long is silent. */
    static final Duration UNHEARD = Duration.ofSeconds(5);

    /**
     * Open, in time, and in nobody's hands, or in those of an agent that has not come back since: an agent polls again as
     * soon as it took something. What was started may still be answered for a while.
     */
    private static final String HANDABLE = "state = 'OPEN' and tenant = :tenant and premises = :premises"
            + " and (expires_at > :now or (started_agent is not null and expires_at > :graced))"
            + " and (leased_until is null or leased_until <= :now"
            + " or (leased_agent <> :agent and leased_at <= :unheard and not exists (select 1 from premises_relay relay"
            + " where relay.tenant = :tenant and relay.premises = :premises"
            + " and relay.agent = premises_command.leased_agent and relay.last_poll > premises_command.leased_at)))";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Place place;
    private final Duration lease;

    /** @param lease how long an agent has for an answer */
    Leases(JdbcClient jdbc, Clock clock, Place place, Duration lease) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.place = place;
        this.lease = lease;
    }

    /** What waits to be handed out. */
    Set<Wanted> wanted() {
        return Set.copyOf(jdbc.sql("select distinct capability, operation, coalesce(started_agent,"
                        + " case when waiting_since is not null then leased_agent end) as only_agent"
                        + " from premises_command where " + HANDABLE)
                .params(handable(""))
                .query((row, number) -> new Wanted(
                        row.getString("capability"),
                        row.getString("operation"),
                        Optional.ofNullable(row.getString("only_agent"))))
                .list());
    }

    /**
     * Takes the oldest commands for an agent, each under its next fencing number. A change that an agent was let start is
     * for that agent alone, and so are the later actions of its plan, which no other agent would take out of order.
     */
    List<Command> claim(PollDesk.Asking asking) {
        if (asking.capabilities().isEmpty() || asking.operations().isEmpty() || asking.take() <= 0) {
            return List.of();
        }
        // "change_id is null or": H2 would look for another row with the same null among all readings of the last hour
        List<Row> rows = jdbc.sql("select id, fence, payload from premises_command where " + HANDABLE
                        + " and capability in (:capabilities) and operation in (:operations)"
                        + " and (waiting_since is null or leased_agent = :agent)"
                        + " and (change_id is null or not exists (select 1 from premises_command other"
                        + " where other.change_id = premises_command.change_id and other.started_agent <> :agent))"
                        + " order by issued_at, id limit :most")
                .params(handable(asking.agent()))
                .param("capabilities", asking.capabilities())
                .param("operations", asking.operations())
                .param("most", asking.take())
                .query(Leases::row)
                .list();
        List<Command> claimed = new ArrayList<>();
        Instant now = clock.instant();
        for (Row row : rows) {
            int won = jdbc.sql("update premises_command set fence = fence + 1, leased_at = ?, leased_until = ?,"
                            + " leased_agent = ?, leased_instance = ? where id = ? and fence = ? and state = 'OPEN'"
                            + " and (started_agent is null or started_agent = ?)"
                            + " and (waiting_since is null or leased_agent = ?)")
                    .params(
                            time(now),
                            time(now.plus(lease)),
                            asking.agent(),
                            asking.instance(),
                            row.id(),
                            row.fence(),
                            asking.agent(),
                            asking.agent())
                    .update();
            if (won == 1) {
                claimed.add(withFence(ProtocolJson.read(row.payload(), Command.class), row.fence() + 1));
            }
        }
        return claimed;
    }

    /** What could not be handed over after all may go to the next who asks. */
    void release(Command command) {
        jdbc.sql("update premises_command set leased_until = null where id = ? and fence = ? and state = 'OPEN'")
                .params(command.id(), command.fence())
                .update();
    }

    /** What an earlier life of this agent took and did not answer is handed out again at once. */
    void releaseFormerLives(String agent, String instance) {
        jdbc.sql("update premises_command set leased_until = null where state = 'OPEN' and tenant = ? and premises = ?"
                        + " and leased_agent = ? and leased_instance <> ? and leased_until is not null")
                .params(place.tenant().id(), place.premises().id(), agent, instance)
                .update();
    }

    /** What an agent took and was not let start may go to the next who asks. */
    void releaseAll(String agent) {
        jdbc.sql("update premises_command set leased_until = null, waiting_since = null where state = 'OPEN'"
                        + " and started_agent is null"
                        + " and tenant = ? and premises = ? and leased_agent = ?")
                .params(place.tenant().id(), place.premises().id(), agent)
                .update();
    }

    private Map<String, Object> handable(String agent) {
        Instant now = clock.instant();
        return Map.of(
                "tenant", place.tenant().id(),
                "premises", place.premises().id(),
                "now", time(now),
                "agent", agent,
                "unheard", time(now.minus(UNHEARD)),
                "graced", time(now.minus(Outbox.ANSWER_GRACE)));
    }

    private static Command withFence(Command command, long fence) {
        return new Command(
                command.id(),
                command.tenant(),
                command.premises(),
                command.capability(),
                command.operation(),
                command.operationVersion(),
                fence,
                command.issuedAt(),
                command.expiresAt(),
                command.arguments(),
                command.change());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(row.getString("id"), row.getLong("fence"), row.getString("payload"));
    }

    /**
     * What waits to be handed out.
     *
     * @param startedBy the only agent it may be handed to; empty: anyone who can
     */
    record Wanted(String capability, String operation, Optional<String> startedBy) {}

    private record Row(String id, long fence, String payload) {}
}
