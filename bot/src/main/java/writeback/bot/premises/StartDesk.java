package writeback.bot.premises;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import writeback.bot.Place;
import writeback.relay.protocol.message.PermitEnvelope;
import writeback.relay.protocol.message.Problem;
import writeback.relay.protocol.message.StartPermit;
import writeback.relay.protocol.message.StartRequest;

/**
 * Lets an agent start a change, and from then on no other. One compare-and-set on the outbox row: whoever was given the
 * change last may start it, once, in one life; whoever asks for it with an older number was too slow.
 */
final class StartDesk {

    private static final Logger LOG = LoggerFactory.getLogger(StartDesk.class);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Place place;
    private final CommandKeys commandKeys;

    StartDesk(JdbcClient jdbc, Clock clock, Place place, CommandKeys commandKeys) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.place = place;
        this.commandKeys = commandKeys;
    }

    /** Asked again, as after a lost answer, the same life of the same agent is given the same answer. */
    Answer ask(RegisteredAgent agent, StartRequest request) {
        int won = jdbc.sql("update premises_command set started_agent = :agent, started_instance = :instance,"
                        + " started_at = coalesce(started_at, :now) where id = :id and tenant = :tenant"
                        + " and premises = :premises and state = 'OPEN' and change_id is not null"
                        + " and expires_at > :now and fence = :fence and leased_agent = :agent"
                        + " and leased_instance = :instance"
                        + " and (started_agent is null or started_agent = :agent and started_instance = :instance)")
                .param("agent", agent.id())
                .param("instance", request.instance())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", request.commandId())
                .param("tenant", place.tenant().id())
                .param("premises", place.premises().id())
                .param("fence", request.fence())
                .update();
        if (won == 1) {
            LOG.info("relay {} starts command {} under number {}", agent.id(), request.commandId(), request.fence());
            return new Answer.Granted(PermitEnvelope.seal(
                    new StartPermit(request.commandId(), request.fence()), agent.id(), commandKeys.forCommands()));
        }
        Problem problem = problem(agent, request);
        LOG.warn("relay {} may not start command {}: {}", agent.id(), request.commandId(), problem);
        return new Answer.No(problem);
    }

    private Problem problem(RegisteredAgent agent, StartRequest request) {
        Optional<Row> found = jdbc.sql("select state, fence, leased_agent, leased_instance, started_agent, expires_at"
                        + " from premises_command where id = ? and tenant = ? and premises = ?"
                        + " and change_id is not null")
                .params(
                        request.commandId(),
                        place.tenant().id(),
                        place.premises().id())
                .query((row, number) -> new Row(
                        row.getString("state"),
                        row.getLong("fence"),
                        row.getString("leased_agent"),
                        row.getString("leased_instance"),
                        row.getString("started_agent"),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .optional();
        if (found.isEmpty()) {
            return new Problem(StartRequest.OVER, "there is no such change");
        }
        Row row = found.get();
        if (!row.state().equals("OPEN") || !row.expiresAt().isAfter(clock.instant())) {
            return new Problem(StartRequest.OVER, "it is over");
        }
        boolean held = agent.id().equals(row.leasedAgent())
                && request.instance().equals(row.leasedInstance())
                && request.fence() == row.fence();
        return held && row.startedAgent() != null
                ? new Problem(
                        StartRequest.STARTED_BEFORE, "an earlier life of relay " + row.startedAgent() + " began it")
                : new Problem(
                        StartRequest.OLD_FENCE,
                        "number " + request.fence() + ", and it was handed out under " + row.fence() + " since");
    }

    /** What is said to who asks. */
    sealed interface Answer {

        /** @param permit sealed for that agent */
        record Granted(String permit) implements Answer {}

        record No(Problem problem) implements Answer {}
    }

    private record Row(
            String state,
            long fence,
            @Nullable String leasedAgent,
            @Nullable String leasedInstance,
            @Nullable String startedAgent,
            Instant expiresAt) {}
}
