package writeback.bot.premises;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import writeback.bot.Place;
import writeback.bot.premises.Registrations.Introduction;
import writeback.relay.protocol.message.PollRequest;

/** Remembers each relay's last poll in the database, where every bot sees it. */
final class PolledRelays implements Relays {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Place place;
    private final RegisteredAgents agents;
    private final Duration silentAfter;

    PolledRelays(JdbcClient jdbc, Clock clock, Place place, RegisteredAgents agents, Duration silentAfter) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.place = place;
        this.agents = agents;
        this.silentAfter = silentAfter;
    }

    /** @param capabilities those that the agent offers and is registered for */
    void polled(RegisteredAgent agent, PollRequest request, Collection<String> capabilities) {
        if (update(agent, request, capabilities) == 0) {
            try {
                jdbc.sql("insert into premises_relay (instance, version, capabilities, trouble, permissions, halt,"
                                + " last_poll, tenant, premises, agent) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                        .params(row(agent, request, capabilities))
                        .update();
            } catch (DuplicateKeyException e) {
                // its other poll came first
                update(agent, request, capabilities);
            }
        }
    }

    Duration silentAfter() {
        return silentAfter;
    }

    @Override
    public List<Relay> list() {
        Map<String, Poll> polls = polls().collect(Collectors.toMap(Poll::agent, Function.identity()));
        Map<String, Introduction> introductions = agents.introductions();
        return agents.all().stream()
                .map(agent -> relay(
                        agent,
                        Optional.ofNullable(polls.get(agent.id())),
                        Optional.ofNullable(introductions.get(agent.id()))))
                .toList();
    }

    @Override
    public boolean connected(String capability) {
        Set<String> registered = agents.all().stream()
                .filter(agent -> agent.isTrusted() && agent.capabilities().contains(capability))
                .map(RegisteredAgent::id)
                .collect(Collectors.toSet());
        return polls().anyMatch(poll ->
                registered.contains(poll.agent()) && poll.capabilities().contains(capability) && isRecent(poll.at()));
    }

    private int update(RegisteredAgent agent, PollRequest request, Collection<String> capabilities) {
        return jdbc.sql("update premises_relay set instance = ?, version = ?, capabilities = ?, trouble = ?,"
                        + " permissions = ?, halt = ?, last_poll = ? where tenant = ? and premises = ? and agent = ?")
                .params(row(agent, request, capabilities))
                .update();
    }

    private List<@Nullable Object> row(RegisteredAgent agent, PollRequest request, Collection<String> capabilities) {
        return Arrays.asList(
                request.instance(),
                request.version(),
                String.join(" ", new TreeSet<>(capabilities)),
                request.trouble(),
                PermissionWords.write(request.permissions()),
                request.halt(),
                clock.instant().atOffset(ZoneOffset.UTC),
                place.tenant().id(),
                place.premises().id(),
                agent.id());
    }

    private Stream<Poll> polls() {
        return jdbc
                .sql("select agent, version, capabilities, trouble, permissions, halt, last_poll from premises_relay"
                        + " where tenant = ? and premises = ?")
                .params(place.tenant().id(), place.premises().id())
                .query((row, number) -> new Poll(
                        row.getString("agent"),
                        row.getString("version"),
                        Set.of(row.getString("capabilities").split(" ")),
                        row.getString("trouble"),
                        PermissionWords.read(row.getString("permissions")),
                        row.getString("halt"),
                        row.getObject("last_poll", OffsetDateTime.class).toInstant()))
                .list()
                .stream();
    }

    private Relay relay(RegisteredAgent agent, Optional<Poll> poll, Optional<Introduction> introduction) {
        return new Relay(
                agent.id(),
                agent.name(),
                place.premises().id(),
                agent.standing().state(),
                agent.key().fingerprint(),
                agent.capabilities().stream().sorted().toList(),
                poll.map(Poll::version)
                        .or(() -> introduction.map(Introduction::version))
                        .orElse(null),
                poll.map(Poll::at).orElse(null),
                agent.isTrusted() && poll.filter(each -> isRecent(each.at())).isPresent(),
                poll.map(Poll::trouble).orElse(null),
                poll.map(Poll::permissions)
                        .or(() -> introduction.map(Introduction::permissions))
                        .orElse(Map.of()),
                poll.map(Poll::halt).orElse(null));
    }

    private boolean isRecent(Instant poll) {
        return poll.isAfter(clock.instant().minus(silentAfter));
    }

    private record Poll(
            String agent,
            String version,
            Set<String> capabilities,
            @Nullable String trouble,
            Map<String, String> permissions,
            @Nullable String halt,
            Instant at) {}
}
