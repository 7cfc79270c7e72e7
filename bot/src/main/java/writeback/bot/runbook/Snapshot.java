package writeback.bot.runbook;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.WritebackEvent;

/**
 * What was seen of one organisation at one time, and our own stored evidence. Everything the runbook says follows from
 * this value alone.
 *
 * @param takenAt when the look ended; the runbook's only clock
 * @param viewerAccount the account on whose behalf the tenant was read, null when nobody is signed in
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
        Sighting<List<WritebackEvent>> events,
        List<Evidence> evidence,
        List<Acceptance> acceptances) {

    public Snapshot {
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
}
