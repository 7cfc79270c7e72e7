package writeback.bot.coverage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import writeback.bot.coverage.CoverageRun.Counts;
import writeback.bot.coverage.CoverageRun.Position;
import writeback.bot.coverage.CoverageRun.Trouble;
import writeback.bot.premises.reading.PremisesReading;
import writeback.bot.premises.reading.SyncScope;
import writeback.bot.schedule.Events;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.CoveragePage;
import writeback.relay.protocol.fact.CoverageReason;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.message.Operations;

/**
 * One step of a walk: what to look at, a page, or the end. A page is stored with the cursor behind it in the caller's
 * transaction, so a user is counted with the page or not at all.
 */
@Component
class CoverageWalk {

    /** A page that comes after all; whatever else goes wrong stays wrong. */
    private static final Set<Cause> PASSING =
            EnumSet.of(Cause.NO_RELAY, Cause.UNREACHABLE, Cause.TIMEOUT, Cause.THROTTLED, Cause.FAILED);

    /** A fault that nobody named may pass, but hardly after the third time. */
    private static final int TRIES_OF_A_FAULT = 3;

    private static final int SMALLEST_PAGE = 25;
    private static final Logger LOG = LoggerFactory.getLogger(CoverageWalk.class);

    private final PremisesReading premises;
    private final CoverageStore store;
    private final CoverageUnits units;
    private final CoverageRows rows;
    private final Events events;
    private final CoverageSettings settings;
    private final Clock clock;

    CoverageWalk(
            PremisesReading premises,
            CoverageStore store,
            CoverageUnits units,
            CoverageRows rows,
            Events events,
            CoverageSettings settings,
            Clock clock) {
        this.premises = premises;
        this.store = store;
        this.units = units;
        this.rows = rows;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Takes the step at which the walk stands; the relay may take until the page's deadline.
     *
     * @return false when the walk was ended meanwhile, by its person or another bot: nothing of the step may be kept
     */
    boolean step(CoverageRun run) {
        if (clock.instant().isAfter(run.times().startedAt().plus(settings.longest()))) {
            return fail(run, Cause.TIMEOUT, "not finished within " + settings.longest());
        }
        return switch (run.scope().source()) {
            case NOT_YET -> scope(run);
            case NOTHING_SYNCED -> finish(run, Counts.NONE);
            case SYNC_SERVER, ASKED, WHOLE_DOMAIN -> page(run);
        };
    }

    private boolean scope(CoverageRun run) {
        CompletableFuture<Sighting<ConnectFacts>> connect = premises.connect(settings.scopeDeadline());
        Sighting<DirectoryFacts> directory =
                premises.directory(settings.scopeDeadline()).join();
        if (directory instanceof Unseen<DirectoryFacts> unseen) {
            // Without a directory that answers, an unseen sync server says nothing: it may be back in a moment.
            return noPage(run, unseen);
        }
        CoverageScope scope =
                ScopeFinder.scope(run.asked(), connect.join(), ((Seen<DirectoryFacts>) directory).value());
        if (scope.legs().isEmpty() && !scope.notServed().isEmpty()) {
            return fail(run, Cause.NO_RELAY, String.join(", ", scope.notServed()));
        }
        return goOn(run, scope, Position.START, Counts.NONE, true);
    }

    private boolean page(CoverageRun run) {
        CoverageScope.Leg leg = run.scope().legs().get(run.position().leg());
        Trouble before = run.trouble();
        int size = size(before);
        Sighting<CoveragePage> seen = premises.coverage(
                        new SyncScope(leg.domain(), run.scope().connector(), leg.containers()),
                        run.position().cursor(),
                        size,
                        settings.pageDeadline())
                .join();
        if (seen instanceof Unseen<CoveragePage> unseen) {
            return refused(unseen) && !run.position().cursor().isEmpty() ? anew(run, unseen) : noPage(run, unseen);
        }
        CoveragePage page = ((Seen<CoveragePage>) seen).value();
        String fault = PageCheck.fault(page, run.position().cursor(), size);
        return fault.isEmpty() ? take(run, page) : fail(run, Cause.MALFORMED, fault);
    }

    private boolean take(CoverageRun run, CoveragePage page) {
        rows.add(run.id(), run.step(), page);
        units.add(run.id(), page.units());
        Counts counts = counted(run, page);
        if (!page.next().isEmpty()) {
            Position next = new Position(
                    run.position().leg(),
                    page.next(),
                    run.position().base(),
                    run.position().beganAnew());
            return goOn(run, run.scope(), next, counts, run.trouble() != null);
        }
        int leg = run.position().leg() + 1;
        if (leg < run.scope().legs().size()) {
            Position next =
                    new Position(leg, "", counts.looked(), run.position().beganAnew());
            return goOn(run, run.scope(), next, counts, true);
        }
        return finish(run, counts);
    }

    private static Counts counted(CoverageRun run, CoveragePage page) {
        Map<CoverageReason, Long> reasons = new EnumMap<>(CoverageReason.class);
        reasons.putAll(run.counts().reasons());
        long covered = run.counts().covered();
        for (CoveragePage.Unit unit : page.units()) {
            covered += unit.covered();
            unit.reasons().stream()
                    .filter(count -> count.users() > 0)
                    .forEach(count -> reasons.merge(count.reason(), (long) count.users(), Long::sum));
        }
        long base = run.position().base();
        Long expected = page.expected()
                .fold(value -> base + value, unseen -> run.counts().expected());
        return new Counts(run.counts().looked() + page.looked(), covered, expected, reasons);
    }

    private boolean goOn(CoverageRun run, CoverageScope scope, Position to, Counts counts, boolean news) {
        Instant now = clock.instant();
        boolean tell = news || !now.isBefore(run.times().toldAt().plus(settings.tellEvery()));
        if (!store.advance(run, scope, to, counts, tell ? now : run.times().toldAt(), now)) {
            return false;
        }
        events.publish(CoverageWorker.WORK, CoverageWorker.key(run.id(), run.step() + 1));
        if (tell) {
            events.publish(CoverageDesk.MOVED, run.id());
        }
        return true;
    }

    private boolean finish(CoverageRun run, Counts counts) {
        Instant now = clock.instant();
        Instant until = now.plus(settings.keepList());
        Instant kept = rows.count(run.id()) > 0 ? until : null;
        return end(run, CoverageState.DONE, counts, null, kept, now);
    }

    private boolean fail(CoverageRun run, Cause cause, String detail) {
        LOG.warn("coverage {} ends without a result: {} {}", run.id(), cause, detail);
        Instant now = clock.instant();
        rows.forget(run.id());
        return end(run, CoverageState.FAILED, run.counts(), new Trouble(cause, detail, now, 0), null, now);
    }

    private boolean end(
            CoverageRun run,
            CoverageState state,
            Counts counts,
            @Nullable Trouble trouble,
            @Nullable Instant listUntil,
            Instant now) {
        List<CoverageRun.Unit> top = units.top(run.id());
        if (!store.end(run, state, counts, top, trouble, listUntil, now)) {
            return false;
        }
        units.forget(run.id());
        events.at(now.plus(settings.keepList()), CoverageWorker.EXPIRE, run.id());
        events.publish(CoverageDesk.MOVED, run.id());
        return true;
    }

    /** Another domain controller, or one that was restored, does not know where another one stopped. */
    private static boolean refused(Unseen<?> unseen) {
        return unseen.cause() == Cause.FAILED && unseen.detail().startsWith(Operations.CURSOR_REFUSED + ":");
    }

    /** Every domain again, once: what is added up must be of one walk. */
    private boolean anew(CoverageRun run, Unseen<?> why) {
        if (run.position().beganAnew()) {
            return fail(run, why.cause(), why.detail());
        }
        LOG.info("coverage {} begins anew: {}", run.id(), why.detail());
        rows.forget(run.id());
        units.forget(run.id());
        Counts none = new Counts(0, 0, run.counts().expected(), Map.of());
        return goOn(run, run.scope(), new Position(0, "", 0, true), none, true);
    }

    private boolean noPage(CoverageRun run, Unseen<?> unseen) {
        Instant now = clock.instant();
        Trouble before = run.trouble();
        Instant since = before == null ? now : before.since();
        int tries = before == null ? 1 : before.tries() + 1;
        boolean over = !now.isBefore(since.plus(settings.patience()))
                || unseen.cause() == Cause.FAILED && tries >= TRIES_OF_A_FAULT;
        if (over || !PASSING.contains(unseen.cause())) {
            return fail(run, unseen.cause(), unseen.detail());
        }
        Duration pause = settings.retryEvery().multipliedBy(Math.min(15, 1L << Math.min(tries - 1, 4)));
        LOG.info(
                "coverage {} has no page yet ({} {}), next try in {}",
                run.id(),
                unseen.cause(),
                unseen.detail(),
                pause);
        if (!store.wait(run, new Trouble(unseen.cause(), unseen.detail(), since, tries), now)) {
            return false;
        }
        events.at(now.plus(pause), CoverageWorker.WAKE, CoverageWorker.key(run.id(), run.step()));
        if (before == null || before.cause() != unseen.cause()) {
            events.publish(CoverageDesk.MOVED, run.id());
        }
        return true;
    }

    /** A page that came too late is asked for in half the size. */
    private int size(@Nullable Trouble before) {
        int halvings = before != null && before.cause() == Cause.TIMEOUT ? Math.min(before.tries(), 10) : 0;
        return Math.max(Math.min(SMALLEST_PAGE, settings.pageSize()), settings.pageSize() >> halvings);
    }
}
