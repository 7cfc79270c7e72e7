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
import writeback.relay.protocol.message.VerifyingKey;

/** Remembers each relay's last poll in the database, where every bot sees it. */
final class PolledRelays implements Relays {

    /** Trouble of a relay whose clock is too far from the bot's for its requests to be taken. */
    static final String CLOCK_AHEAD = "clock-ahead";

    static final String CLOCK_BEHIND = "clock-behind";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Place place;
    private final RegisteredAgents agents;
    private final CommandKeys commandKeys;
    private final Duration silentAfter;

    PolledRelays(
            JdbcClient jdbc,
            Clock clock,
            Place place,
            RegisteredAgents agents,
            CommandKeys commandKeys,
            Duration silentAfter) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.place = place;
        this.agents = agents;
        this.commandKeys = commandKeys;
        this.silentAfter = silentAfter;
    }

    /**
     * @param poll names this poll
     * @param capabilities those that the agent offers and is registered for
     */
    void polled(RegisteredAgent agent, PollRequest request, String poll, Collection<String> capabilities) {
        if (update(agent, request, poll, capabilities) == 0) {
            try {
                jdbc.sql("insert into premises_relay (instance, version, capabilities, trouble, permissions, halt,"
                                + " operations, command_keys, poll, last_poll, tenant, premises, agent)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                        .params(row(agent, request, poll, capabilities))
                        .update();
            } catch (DuplicateKeyException e) {
                // its other poll came first
                update(agent, request, poll, capabilities);
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
    public Optional<String> nextCommandKey() {
        return commandKeys.next().map(VerifyingKey::fingerprint);
    }

    @Override
    public boolean connected(String capability) {
        return !connectedFor(capability).none();
    }

    /** Those that are trusted, registered for a capability, offer it, and polled lately. */
    ConnectedRelays connectedFor(String capability) {
        Map<String, String> names = agents.all().stream()
                .filter(agent -> agent.isTrusted() && agent.capabilities().contains(capability))
                .collect(Collectors.toMap(RegisteredAgent::id, RegisteredAgent::name));
        return new ConnectedRelays(polls().filter(poll -> names.containsKey(poll.agent())
                        && poll.capabilities().contains(capability)
                        && isRecent(poll.at()))
                .map(poll -> new ConnectedRelays.One(names.get(poll.agent()), poll.version(), poll.operations()))
                .toList());
    }

    /** Whether the agent has not polled again since, here or at another bot. */
    boolean isNewest(String agent, String poll) {
        return jdbc.sql(
                                "select count(*) from premises_relay where tenant = ? and premises = ? and agent = ? and poll = ?")
                        .params(place.tenant().id(), place.premises().id(), agent, poll)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /**
     * Notes that a relay cannot come in, until it does.
     *
     * @param trouble such as {@link #CLOCK_AHEAD}
     */
    void trouble(String agent, String trouble) {
        jdbc.sql("update premises_relay set trouble = ? where tenant = ? and premises = ? and agent = ?")
                .params(trouble, place.tenant().id(), place.premises().id(), agent)
                .update();
    }

    private int update(RegisteredAgent agent, PollRequest request, String poll, Collection<String> capabilities) {
        return jdbc.sql("update premises_relay set instance = ?, version = ?, capabilities = ?, trouble = ?,"
                        + " permissions = ?, halt = ?, operations = ?, command_keys = ?, poll = ?, last_poll = ?"
                        + " where tenant = ? and premises = ? and agent = ?")
                .params(row(agent, request, poll, capabilities))
                .update();
    }

    private List<@Nullable Object> row(
            RegisteredAgent agent, PollRequest request, String poll, Collection<String> capabilities) {
        return Arrays.asList(
                request.instance(),
                request.version(),
                String.join(" ", new TreeSet<>(capabilities)),
                request.trouble(),
                PermissionWords.write(request.permissions()),
                request.halt(),
                String.join(" ", new TreeSet<>(request.operations())),
                request.commandKeys() == null ? null : String.join(" ", new TreeSet<>(request.commandKeys())),
                poll,
                clock.instant().atOffset(ZoneOffset.UTC),
                place.tenant().id(),
                place.premises().id(),
                agent.id());
    }

    private Stream<Poll> polls() {
        return jdbc
                .sql(
                        "select agent, version, capabilities, trouble, permissions, halt, operations, command_keys, last_poll"
                                + " from premises_relay where tenant = ? and premises = ?")
                .params(place.tenant().id(), place.premises().id())
                .query((row, number) -> new Poll(
                        row.getString("agent"),
                        row.getString("version"),
                        Set.copyOf(List.of(row.getString("capabilities").split(" "))),
                        row.getString("trouble"),
                        PermissionWords.read(row.getString("permissions")),
                        row.getString("halt"),
                        words(row.getString("operations")),
                        words(row.getString("command_keys")),
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
                poll.map(Poll::halt).orElse(null),
                nextKey(poll.map(Poll::commandKeys)));
    }

    private Relay.NextKey nextKey(Optional<Set<String>> said) {
        Optional<String> next = commandKeys.next().map(VerifyingKey::thumbprint);
        if (next.isEmpty()) {
            return Relay.NextKey.NONE;
        }
        return said.map(keys -> keys.contains(next.get()) ? Relay.NextKey.ACCEPTED : Relay.NextKey.ANNOUNCED)
                .orElse(Relay.NextKey.UNKNOWN);
    }

    private boolean isRecent(Instant poll) {
        return poll.isAfter(clock.instant().minus(silentAfter));
    }

    private static @Nullable Set<String> words(@Nullable String words) {
        // not Set.of: a word that stands there twice would blind whoever reads any relay
        return words == null ? null : Set.copyOf(List.of(words.split(" ")));
    }

    private record Poll(
            String agent,
            String version,
            Set<String> capabilities,
            @Nullable String trouble,
            Map<String, String> permissions,
            @Nullable String halt,
            @Nullable Set<String> operations,
            @Nullable Set<String> commandKeys,
            Instant at) {}
}
