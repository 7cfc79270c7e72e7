package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.DN;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.CoveragePage;

/**
 * Pages of walks over all users. A cursor is all that is needed to go on; but a few walks are kept at hand, with their
 * connection, so that the next page does not begin with what the last one knew already. Thread-safe.
 */
public final class Coverage {

    private static final int AT_HAND = 4;
    private static final Duration KEPT = Duration.ofMinutes(2);

    /** What a walk rests on, the policies and groups, is read anew after this. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final ConnectorFinder connectors;

    /** Walks by what the next page will be asked for with, oldest first. */
    private final Map<Key, Kept> atHand = new LinkedHashMap<>();

    private record Key(String domain, String connector, List<DN> containers, String cursor) {

        private Key with(String next) {
            return new Key(domain, connector, containers, next);
        }
    }

    private record Kept(CoverageWalk walk, Instant since) {}

    public Coverage(ConnectorFinder connectors) {
        this.connectors = connectors;
    }

    /**
     * The next page.
     *
     * @param connector as {@link ConnectorFinder#find} takes it
     * @param cursor the last page's {@code next}; blank: the first page
     * @param size users at most, 1 or more
     * @throws UnfitRequest as {@link ConnectorFinder#find}, {@link Containers#within}, and for a cursor that is not taken
     */
    public CoveragePage page(
            Directory directory, String connector, Containers containers, String cursor, int size, Clock clock)
            throws DirectoryTrouble, UnfitRequest {
        Key key = new Key(directory.domain(), connector, containers.names(), cursor);
        CoverageWalk known = take(key, clock.instant());
        if (known != null) {
            try {
                return next(key, known, size, clock);
            } catch (DirectoryTrouble e) {
                // The domain controller may have ended a connection that was idle; a new one tells.
                if (e.why() != Cause.UNREACHABLE && e.why() != Cause.FAILED) {
                    throw e;
                }
            }
        }
        return next(key, open(directory, connector, containers, cursor, clock), size, clock);
    }

    private CoveragePage next(Key key, CoverageWalk walk, int size, Clock clock) throws DirectoryTrouble {
        boolean keep = false;
        try {
            CoveragePage page = walk.next(size);
            keep = !page.next().isEmpty()
                    && clock.instant().isBefore(walk.startedAt().plus(FRESH));
            if (keep) {
                put(key.with(page.next()), new Kept(walk, clock.instant()));
            }
            return page;
        } finally {
            if (!keep) {
                walk.close();
            }
        }
    }

    private CoverageWalk open(Directory directory, String connector, Containers containers, String cursor, Clock clock)
            throws DirectoryTrouble, UnfitRequest {
        DomainSession session = directory.openReading();
        boolean opened = false;
        try {
            CoverageWalk walk = CoverageWalk.open(
                    session,
                    containers,
                    connectors.find(directory, session, connector).trustee(),
                    cursor,
                    clock);
            opened = true;
            return walk;
        } finally {
            if (!opened) {
                session.close();
            }
        }
    }

    private synchronized @Nullable CoverageWalk take(Key key, Instant now) {
        drop(now);
        Kept kept = atHand.remove(key);
        return kept == null ? null : kept.walk;
    }

    private synchronized void put(Key key, Kept kept) {
        Kept twin = atHand.put(key, kept);
        if (twin != null) {
            twin.walk.close();
        }
        drop(kept.since);
    }

    private void drop(Instant now) {
        Iterator<Kept> oldestFirst = atHand.values().iterator();
        while (oldestFirst.hasNext()) {
            Kept kept = oldestFirst.next();
            if (atHand.size() > AT_HAND || kept.since.plus(KEPT).isBefore(now)) {
                kept.walk.close();
                oldestFirst.remove();
            }
        }
    }
}
