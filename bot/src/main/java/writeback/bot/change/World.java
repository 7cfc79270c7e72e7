package writeback.bot.change;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import writeback.bot.entra.reading.TenantReading;
import writeback.bot.identity.PersonId;
import writeback.bot.observation.Observation;
import writeback.bot.observation.ObservationSettings;
import writeback.bot.premises.reading.PremisesReading;
import writeback.bot.runbook.CloudUser;
import writeback.bot.runbook.Snapshot;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.WritebackEvent;

/** The outside, as far as carrying out a change must look at it. Always answers within the deadline and a little more. */
@Component
class World {

    /** How far back the sync server's log is read before a rehearsal, to know where it stands. */
    private static final Duration LOG_BEFORE = Duration.ofDays(1);

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(World.class);

    private final Observation observation;
    private final PremisesReading premises;
    private final TenantReading tenant;
    private final ObservationSettings settings;
    private final ChangeLedger ledger;

    World(
            Observation observation,
            PremisesReading premises,
            TenantReading tenant,
            ObservationSettings settings,
            ChangeLedger ledger) {
        this.observation = observation;
        this.premises = premises;
        this.tenant = tenant;
        this.settings = settings;
        this.ledger = ledger;
    }

    /** Empty when the look itself failed; then nothing is known. */
    Optional<Snapshot> look(PersonId viewer) {
        return await(observation.observe(viewer));
    }

    /** Why the directory could not be seen, as the system gave it; empty when it was seen. */
    static String blindness(Optional<Snapshot> seen) {
        return seen.map(snapshot -> snapshot.directory()
                        .<String>fold(facts -> "", unseen -> (unseen.cause() + " " + unseen.detail()).strip()))
                .orElse("");
    }

    /** Both sides of a reset's arrival. */
    Arrivals arrivals(String account) {
        CompletableFuture<Sighting<AccountFacts>> facts = premises.account(account, settings.deadline());
        CompletableFuture<Sighting<List<WritebackEvent>>> events =
                premises.events(ledger.now().minus(LOG_BEFORE), settings.deadline());
        return new Arrivals(
                await(facts).orElseGet(() -> Sighting.unseen(Cause.TIMEOUT, "")),
                await(events).orElseGet(() -> Sighting.unseen(Cause.TIMEOUT, "")));
    }

    /** Who has that name in the cloud, as the viewer may see it. */
    Sighting<Optional<CloudUser>> cloudUser(PersonId viewer, String userPrincipalName) {
        return await(tenant.user(viewer, userPrincipalName, settings.deadline()))
                .orElseGet(() -> Sighting.unseen(Cause.TIMEOUT, ""));
    }

    /** Name of the sync server that answers now, empty when none does. */
    String syncServer() {
        return await(premises.connect(settings.deadline()))
                .map(connect -> connect.<String>fold(ConnectFacts::server, unseen -> ""))
                .orElse("");
    }

    /** What AD and the sync server show of the test account. */
    record Arrivals(Sighting<AccountFacts> account, Sighting<List<WritebackEvent>> events) {}

    private <T> Optional<T> await(CompletableFuture<T> look) {
        try {
            return Optional.of(look.get(settings.deadline().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            LOG.warn("a look did not end in time; there will be another");
            return Optional.empty();
        } catch (ExecutionException e) {
            LOG.warn("a look failed; there will be another", e.getCause());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking; the event comes again", e);
        }
    }
}
