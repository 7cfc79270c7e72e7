package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.rights.Trustee;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.CoveragePage;
import writeback.relay.protocol.fact.CoveragePage.Count;
import writeback.relay.protocol.fact.CoveragePage.Row;
import writeback.relay.protocol.fact.CoveragePage.Unit;
import writeback.relay.protocol.fact.CoverageReason;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.message.Operations;

/**
 * A walk over all users of some containers, one domain controller's, container by container: first those of {@link
 * UserPages}, then those of {@link UnnumberedUsers}. Not thread-safe.
 */
final class CoverageWalk implements AutoCloseable {

    /** A page is answered after this, full or not. */
    private static final Duration PAGE_AT_MOST = Duration.ofSeconds(4);

    /** Keeps an answer well below what may be sent, with all quotation marks escaped once more. */
    private static final int CHARACTERS_AT_MOST = 400_000;

    /** Of each container. */
    private static final int PARTS = 2;

    private final DomainSession session;
    private final List<String> containers;
    private final UserJudge judge;
    private final Clock clock;
    private final Instant startedAt;
    private final String[] attributes;
    private Cursor cursor;
    private Users<Looked> users;
    private Sighting<Long> expected;

    private CoverageWalk(DomainSession session, List<String> containers, UserJudge judge, Clock clock, Cursor cursor) {
        this.session = session;
        this.containers = containers;
        this.judge = judge;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.cursor = cursor;
        List<String> all = new ArrayList<>(Arrays.asList(judge.attributes()));
        all.addAll(Arrays.asList(Looked.ATTRIBUTES));
        this.attributes = all.toArray(String[]::new);
        this.users = usersBehind(cursor.after());
        this.expected = cursor.expected() < 0
                ? Sighting.unseen(Cause.TIMEOUT, "the users were not counted within the time for it")
                : Sighting.seen(cursor.expected());
    }

    /**
     * Begins a walk or goes on.
     *
     * @param from blank: from the beginning
     * @throws UnfitRequest {@link Operations#CURSOR_REFUSED} when that cursor is damaged, of another domain controller, or
     *     of another walk; also as {@link Containers#within}
     */
    static CoverageWalk open(DomainSession session, Containers asked, Trustee connector, String from, Clock clock)
            throws DirectoryTrouble, UnfitRequest {
        List<String> containers = asked.within(session);
        String scope = Cursor.scope(containers, connector.sid().text());
        long committed = committed(session);
        Cursor cursor = from.isBlank()
                ? new Cursor(session.host(), committed, scope, 0, 0, 0, -1)
                : Cursor.parse(from).orElseThrow(() -> refused("it is none of ours, or damaged"));
        if (!cursor.host().equals(session.host())) {
            throw refused("it is of " + cursor.host() + ", and " + session.host() + " answers");
        }
        if (!cursor.scope().equals(scope) || cursor.part() >= Math.max(1, PARTS * containers.size())) {
            throw refused("it is of a walk over other containers, or for another connector account");
        }
        if (cursor.until() > committed) {
            throw refused(session.host() + " counts from an earlier number than then: it was restored or made anew");
        }
        return new CoverageWalk(session, containers, UserJudge.of(session, Sighting.seen(connector)), clock, cursor);
    }

    private static long committed(DomainSession session) throws DirectoryTrouble {
        Long number = session.entry("", "highestCommittedUSN")
                .map(root -> root.getAttributeValueAsLong("highestCommittedUSN"))
                .orElse(null);
        if (number == null) {
            throw new DirectoryTrouble(Cause.MALFORMED, session.host() + " shows no highestCommittedUSN");
        }
        return number;
    }

    private static UnfitRequest refused(String why) {
        return new UnfitRequest(Operations.CURSOR_REFUSED, why);
    }

    private Users<Looked> usersBehind(long after) {
        if (containers.isEmpty()) {
            return new UserPages<>(session, session.baseDn(), after, after, attributes, this::look);
        }
        String base = containers.get(cursor.part() / PARTS);
        return cursor.part() % PARTS == 0
                ? new UserPages<>(session, base, after, cursor.until(), attributes, this::look)
                : new UnnumberedUsers<>(session, base, after, attributes, this::look);
    }

    private Looked look(SearchResultEntry user) {
        return Looked.at(user, Verdict.reasons(judge.standing(user, startedAt), startedAt));
    }

    /** Where the walk is. */
    Cursor cursor() {
        return cursor;
    }

    Instant startedAt() {
        return startedAt;
    }

    boolean isFinished() {
        return users.isFinished() && cursor.part() >= PARTS * containers.size() - 1;
    }

    /** @param size users at most, 1 or more */
    CoveragePage next(int size) throws DirectoryTrouble {
        long end = System.nanoTime() + PAGE_AT_MOST.toNanos();
        boolean first = cursor.looked() == 0 && cursor.expected() < 0;
        List<Looked> looked = new ArrayList<>();
        int characters = 0;
        while (looked.size() < size && !isFinished() && System.nanoTime() < end && characters < CHARACTERS_AT_MOST) {
            if (users.isFinished()) {
                move(cursor.part() + 1, 0, 0);
                users = usersBehind(0);
            }
            List<Users.Numbered<Looked>> next = users.next(size - looked.size());
            int taken = 0;
            while (taken < next.size() && characters < CHARACTERS_AT_MOST) {
                looked.add(next.get(taken).result());
                characters += next.get(taken++).result().size();
            }
            boolean cut = taken < next.size();
            move(cursor.part(), cut ? next.get(taken - 1).number() : users.after(), taken);
            if (cut) {
                users = usersBehind(cursor.after());
            }
        }
        if (first) {
            count();
        }
        return page(looked);
    }

    private void move(int part, long after, int more) {
        cursor = new Cursor(
                cursor.host(), cursor.until(), cursor.scope(), part, after, cursor.looked() + more, cursor.expected());
    }

    /** Counted once, with the first page: it tells by itself where all is one container. */
    private void count() {
        long told = containers.size() == 1 && users instanceof UserPages<Looked> pages ? pages.counted() : -1;
        expected = isFinished()
                ? Sighting.seen(cursor.looked())
                : told >= 0 ? Sighting.seen(told) : UserCount.below(session, containers);
        cursor = cursor.expecting(expected.fold(users -> users, unseen -> -1L));
    }

    private CoveragePage page(List<Looked> looked) {
        Map<String, Tally> units = new TreeMap<>();
        List<Row> rows = new ArrayList<>();
        for (Looked user : looked) {
            units.computeIfAbsent(user.unit(), unit -> new Tally()).add(user);
            if (user.row() != null) {
                rows.add(user.row());
            }
        }
        return new CoveragePage(
                clock.instant(),
                session.host(),
                looked.size(),
                units.entrySet().stream()
                        .map(unit -> unit.getValue().unit(unit.getKey()))
                        .toList(),
                rows,
                isFinished() ? "" : cursor.text(),
                expected);
    }

    @Override
    public void close() {
        session.close();
    }

    /** What adds up for one unit. */
    private static final class Tally {

        private final Map<CoverageReason, Integer> first = new EnumMap<>(CoverageReason.class);
        private int users;
        private int covered;

        private void add(Looked user) {
            users++;
            if (user.row() == null) {
                covered++;
            } else {
                first.merge(user.row().reasons().get(0), 1, Integer::sum);
            }
        }

        private Unit unit(String name) {
            List<Count> reasons = first.entrySet().stream()
                    .map(reason -> new Count(reason.getKey(), reason.getValue()))
                    .toList();
            return new Unit(name, users, covered, reasons);
        }
    }
}
