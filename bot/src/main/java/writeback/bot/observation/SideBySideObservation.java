package writeback.bot.observation;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;
import writeback.bot.Place;
import writeback.bot.entra.reading.TenantReading;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.Sessions;
import writeback.bot.identity.SignedIn;
import writeback.bot.premises.reading.PremisesReading;
import writeback.bot.runbook.Snapshot;
import writeback.bot.runbook.TenantFacts;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.WritebackEvent;

/** Asks everybody at once, and waits for the slowest or the deadline. */
@Component
class SideBySideObservation implements Observation {

    private final TenantReading tenantReading;
    private final PremisesReading premisesReading;
    private final Sessions sessions;
    private final EvidenceStore evidence;
    private final ObservationSettings settings;
    private final Place place;
    private final Clock clock;

    SideBySideObservation(
            TenantReading tenantReading,
            PremisesReading premisesReading,
            Sessions sessions,
            EvidenceStore evidence,
            ObservationSettings settings,
            Place place,
            Clock clock) {
        this.tenantReading = tenantReading;
        this.premisesReading = premisesReading;
        this.sessions = sessions;
        this.evidence = evidence;
        this.settings = settings;
        this.place = place;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Snapshot> observe(PersonId viewer) {
        var deadline = settings.deadline();
        CompletableFuture<TenantFacts> cloud = tenantReading
                .tenant(viewer, deadline)
                .exceptionally(fault -> TenantFacts.allUnseen(Cause.FAILED, fault.toString()));
        CompletableFuture<Sighting<DirectoryFacts>> directory =
                premisesReading.directory(deadline).exceptionally(SideBySideObservation::failed);
        CompletableFuture<Sighting<ConnectFacts>> connect =
                premisesReading.connect(deadline).exceptionally(SideBySideObservation::failed);
        CompletableFuture<Sighting<List<WritebackEvent>>> events = premisesReading
                .events(clock.instant().minus(settings.eventsSince()), deadline)
                .exceptionally(SideBySideObservation::failed);
        DomainLooks domains =
                new DomainLooks(premisesReading, clock, clock.instant().plus(deadline));
        CompletableFuture<Sighting<ConnectorFacts>> connector =
                domains.connector(directory, connect).exceptionally(SideBySideObservation::failed);
        CompletableFuture<List<Snapshot.OtherDomain>> others = domains.others(directory, connect);
        return CompletableFuture.allOf(cloud, directory, connect, events, connector, others)
                .thenApply(all -> new Snapshot(
                        clock.instant(),
                        place.tenant().id(),
                        place.premises().id(),
                        sessions.of(viewer).map(SignedIn::account).orElse(null),
                        cloud.join(),
                        directory.join(),
                        connect.join(),
                        connector.join(),
                        others.join(),
                        events.join(),
                        evidence.all(),
                        List.of()));
    }

    /** The ports promise never to fail; a fault of ours must not look like an empty directory. */
    static <T> Sighting<T> failed(Throwable fault) {
        return Sighting.unseen(Cause.FAILED, String.valueOf(fault.getMessage()));
    }
}
