package writeback.bot.runbook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.WritebackEvent;

/**
 * What was seen of one organisation at one time, and our own stored evidence. Everything the runbook says follows from
 * this value alone.
 *
 * @param takenAt when the look ended; the runbook's only clock
 * @param viewerAccount the account on whose behalf the tenant was read, null when nobody is signed in
 * @param directory the relay's first domain
 * @param connector the AD DS connector account as that domain shows it
 * @param others the other domains that the relay serves
 * @param events of the sync server over the last days, newest last
 */
public record Snapshot(
        Instant takenAt,
        String tenant,
        String premises,
        @Nullable String viewerAccount,
        TenantFacts cloud,
        Sighting<DirectoryFacts> directory,
        Sighting<ConnectFacts> connect,
        Sighting<ConnectorFacts> connector,
        List<OtherDomain> others,
        Sighting<List<WritebackEvent>> events,
        List<Evidence> evidence,
        List<Acceptance> acceptances) {

    public Snapshot {
        others = List.copyOf(others);
        evidence = List.copyOf(evidence);
        acceptances = List.copyOf(acceptances);
    }

    /** A field of the directory's report. */
    <T> Sighting<T> inDirectory(Function<DirectoryFacts, Sighting<T>> field) {
        return directory.flatMap(field);
    }

    /** A field of the sync server's report. */
    <T> Sighting<T> inConnect(Function<ConnectFacts, Sighting<T>> field) {
        return connect.flatMap(field);
    }

    /** A field of the report on the connector account. */
    <T> Sighting<T> inConnector(Function<ConnectorFacts, Sighting<T>> field) {
        return connector.flatMap(field);
    }

    /** DNS name of the first domain. */
    Sighting<String> home() {
        return inDirectory(DirectoryFacts::domainHead).map(DomainHead::dnsName);
    }

    /** Each domain that was looked at, as if there were no other; the first one first. */
    List<DomainView> domains() {
        List<DomainView> all = new ArrayList<>();
        String first = others.isEmpty() ? "" : home().fold(name -> name, unseen -> "?");
        all.add(new DomainView(first, this));
        others.forEach(other -> all.add(new DomainView(other.name(), from(other))));
        return all;
    }

    /**
     * The look as this domain shows it.
     *
     * @return seen and empty when there is no such domain here; unseen when that cannot be told
     */
    Sighting<Optional<Snapshot>> at(String domain) {
        Optional<Snapshot> other = others.stream()
                .filter(one -> one.name().equals(domain))
                .findFirst()
                .map(this::from);
        if (other.isPresent()) {
            return Sighting.seen(other);
        }
        return home().flatMap(name -> name.equals(domain)
                ? Sighting.seen(Optional.of(this))
                : inDirectory(DirectoryFacts::domains).map(all -> Optional.empty()));
    }

    private Snapshot from(OtherDomain other) {
        return new Snapshot(
                takenAt,
                tenant,
                premises,
                viewerAccount,
                cloud,
                other.directory(),
                connect,
                other.connector(),
                List.of(),
                events,
                evidence,
                acceptances);
    }

    /** A look at one domain. */
    record DomainView(String name, Snapshot seen) {}

    /**
     * Another domain that the relay serves.
     *
     * @param name DNS name, lower case
     */
    public record OtherDomain(String name, Sighting<DirectoryFacts> directory, Sighting<ConnectorFacts> connector) {}
}
