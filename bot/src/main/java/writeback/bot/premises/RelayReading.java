package writeback.bot.premises;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.Place;
import writeback.bot.premises.changing.RelayChanges;
import writeback.bot.premises.reading.PremisesReading;
import writeback.bot.premises.reading.SyncScope;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.AccountReport;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.CoveragePage;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.WritebackEvent;
import writeback.relay.protocol.json.MalformedMessageException;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Operations;
import writeback.relay.protocol.message.Outcome;

/** Looks by commands in the outbox. While a look is under way no thread waits for it. */
final class RelayReading implements PremisesReading {

    private static final Logger LOG = LoggerFactory.getLogger(RelayReading.class);

    private static final Set<Cause> CAUSES_IN_CODES =
            EnumSet.of(Cause.UNREACHABLE, Cause.DENIED, Cause.TIMEOUT, Cause.THROTTLED, Cause.MALFORMED);

    private final Outbox outbox;
    private final AwaitedReadings answers;
    private final PolledRelays relays;
    private final Pulse pulse;
    private final Place place;
    private final Clock clock;
    private final TransactionTemplate own;

    RelayReading(
            Outbox outbox,
            AwaitedReadings answers,
            PolledRelays relays,
            Pulse pulse,
            Place place,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.outbox = outbox;
        this.answers = answers;
        this.relays = relays;
        this.pulse = pulse;
        this.place = place;
        this.clock = clock;
        // Whoever looks in the middle of a transaction waits for the answer there: the relay must see the command
        // before.
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public CompletableFuture<Sighting<DirectoryFacts>> directory(Duration deadline) {
        return look(
                Operations.CAPABILITY_DIRECTORY,
                Operations.READ_DIRECTORY,
                Map.of(),
                deadline,
                json -> ProtocolJson.read(json, DirectoryFacts.class));
    }

    @Override
    public CompletableFuture<Sighting<ConnectFacts>> connect(Duration deadline) {
        return look(
                Operations.CAPABILITY_CONNECT,
                Operations.READ_CONNECT,
                Map.of(),
                deadline,
                json -> ProtocolJson.read(json, ConnectFacts.class));
    }

    @Override
    public CompletableFuture<Sighting<AccountFacts>> account(String account, Duration deadline) {
        return look(
                Operations.CAPABILITY_DIRECTORY,
                Operations.READ_ACCOUNT,
                Map.of("account", account),
                deadline,
                json -> ProtocolJson.read(json, AccountFacts.class));
    }

    @Override
    public CompletableFuture<Sighting<DirectoryFacts>> directory(String domain, Duration deadline) {
        return look(
                Operations.CAPABILITY_DIRECTORY,
                Operations.READ_DIRECTORY,
                Map.of("domain", domain),
                deadline,
                json -> ProtocolJson.read(json, DirectoryFacts.class));
    }

    @Override
    public CompletableFuture<Sighting<ConnectorFacts>> connector(String domain, String connector, Duration deadline) {
        return look(
                Operations.CAPABILITY_DIRECTORY,
                Operations.READ_CONNECTOR,
                given(Map.of("domain", domain, "account", connector)),
                deadline,
                json -> ProtocolJson.read(json, ConnectorFacts.class));
    }

    @Override
    public CompletableFuture<Sighting<AccountReport>> explain(String account, SyncScope scope, Duration deadline) {
        Map<String, String> arguments = arguments(scope);
        arguments.put("account", account);
        return look(
                Operations.CAPABILITY_DIRECTORY,
                Operations.EXPLAIN_ACCOUNT,
                given(arguments),
                deadline,
                json -> ProtocolJson.read(json, AccountReport.class));
    }

    @Override
    public CompletableFuture<Sighting<CoveragePage>> coverage(
            SyncScope scope, String cursor, int size, Duration deadline) {
        Map<String, String> arguments = arguments(scope);
        arguments.put("cursor", cursor);
        arguments.put("size", String.valueOf(size));
        return look(
                Operations.CAPABILITY_DIRECTORY,
                Operations.READ_COVERAGE,
                given(arguments),
                deadline,
                json -> ProtocolJson.read(json, CoveragePage.class));
    }

    private static Map<String, String> arguments(SyncScope scope) {
        Map<String, String> arguments = new HashMap<>();
        arguments.put("domain", scope.domain());
        arguments.put("connector", scope.connector());
        arguments.put("containers", String.join("\n", scope.containers()));
        return arguments;
    }

    /** An argument that says nothing is left out. */
    private static Map<String, String> given(Map<String, String> arguments) {
        Map<String, String> given = new HashMap<>(arguments);
        given.values().removeIf(String::isEmpty);
        return Map.copyOf(given);
    }

    @Override
    public CompletableFuture<Sighting<List<WritebackEvent>>> events(Instant since, Duration deadline) {
        return look(
                Operations.CAPABILITY_CONNECT,
                Operations.READ_WRITEBACK_EVENTS,
                Map.of("since", since.toString()),
                deadline,
                json -> ProtocolJson.readList(json, WritebackEvent.class));
    }

    private <T> CompletableFuture<Sighting<T>> look(
            String capability,
            String operation,
            Map<String, String> arguments,
            Duration deadline,
            Function<String, T> reader) {
        try {
            ConnectedRelays connected = relays.connectedFor(capability);
            if (connected.none()) {
                return CompletableFuture.completedFuture(Sighting.unseen(
                        Cause.NO_RELAY,
                        "no-relay: " + capability + ", " + relays.silentAfter().toSeconds() + " s"));
            }
            Optional<String> tooOld = connected.tooOld(operation);
            if (tooOld.isPresent()) {
                return CompletableFuture.completedFuture(Sighting.unseen(
                        Cause.NOT_REPORTED, RelayChanges.TOO_OLD + ": " + tooOld.get() + ", " + operation));
            }
            Command command = command(capability, operation, arguments, deadline);
            CompletableFuture<Outcome> answer = answers.await(command.id(), deadline);
            own.executeWithoutResult(status -> {
                outbox.add(command);
                pulse.wake();
            });
            return answer.handle((outcome, trouble) ->
                    trouble == null ? sighting(outcome, reader) : unseen(trouble, operation, deadline));
        } catch (RuntimeException e) {
            LOG.error("look {} failed, it is shown as unseen", operation, e);
            return CompletableFuture.completedFuture(
                    Sighting.unseen(Cause.FAILED, e.getClass().getSimpleName()));
        }
    }

    private Command command(String capability, String operation, Map<String, String> arguments, Duration deadline) {
        Instant now = clock.instant();
        return new Command(
                UUID.randomUUID().toString(),
                place.tenant().id(),
                place.premises().id(),
                capability,
                operation,
                1,
                0,
                now,
                now.plus(deadline),
                arguments,
                null);
    }

    private static <T> Sighting<T> sighting(Outcome outcome, Function<String, T> reader) {
        if (outcome instanceof Outcome.Done done) {
            try {
                return Sighting.seen(reader.apply(done.result()));
            } catch (MalformedMessageException e) {
                return Sighting.unseen(Cause.MALFORMED, String.valueOf(e.getMessage()));
            }
        }
        if (outcome instanceof Outcome.Refused refused) {
            return Sighting.unseen(cause(refused), refusal(refused));
        }
        if (outcome instanceof Outcome.Failed failed) {
            return Sighting.unseen(cause(failed), failed.code() + ": " + failed.detail());
        }
        return Sighting.unseen(Cause.FAILED, ((Outcome.InDoubt) outcome).detail());
    }

    /** A look that came too late, by the relay's clock, is a matter of time and not of the owner's will. */
    private static Cause cause(Outcome.Refused refused) {
        return switch (refused.code()) {
            case "expired", "not-yet-issued" -> Cause.TIMEOUT;
            default -> Cause.REFUSED_BY_RELAY;
        };
    }

    /** The agent ends a code with the cause, such as {@code directory-unreachable}. */
    private static Cause cause(Outcome.Failed failed) {
        for (Cause cause : CAUSES_IN_CODES) {
            if (failed.code().endsWith("-" + cause.name().toLowerCase(Locale.ROOT))) {
                return cause;
            }
        }
        return Cause.FAILED;
    }

    private static String refusal(Outcome.Refused refused) {
        String text = refused.code() + ": " + refused.detail();
        return refused.setting().isEmpty() ? text : text + " (" + refused.setting() + ")";
    }

    private static <T> Sighting<T> unseen(Throwable trouble, String operation, Duration deadline) {
        Throwable cause =
                trouble instanceof CompletionException && trouble.getCause() != null ? trouble.getCause() : trouble;
        if (cause instanceof TimeoutException) {
            return Sighting.unseen(Cause.TIMEOUT, "the relay did not answer within " + deadline.toSeconds() + " s");
        }
        LOG.error("look {} failed, it is shown as unseen", operation, cause);
        return Sighting.unseen(Cause.FAILED, cause.getClass().getSimpleName());
    }
}
