package writeback.bot.coverage;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.audit.AuditTrail;
import writeback.bot.identity.Gate;
import writeback.bot.identity.PersonId;
import writeback.bot.schedule.Events;
import writeback.cards.Language;

/** Takes up walks, ends them, and hands out links to their lists. */
@Component
class CoverageOffice implements CoverageDesk {

    private static final int LONGEST_NAME = 1000;

    private final CoverageStore store;
    private final CoverageUnits units;
    private final CoverageRows rows;
    private final CoverageSettings settings;
    private final Gate gate;
    private final AuditTrail trail;
    private final Events events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    CoverageOffice(
            CoverageStore store,
            CoverageUnits units,
            CoverageRows rows,
            CoverageSettings settings,
            Gate gate,
            AuditTrail trail,
            Events events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.units = units;
        this.rows = rows;
        this.settings = settings;
        this.gate = gate;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Started start(PersonId asker, String asked) {
        CoverageRun run = fresh(asker, CoverageStore.clip(asked.strip(), LONGEST_NAME));
        try {
            transaction.executeWithoutResult(status -> {
                store.insert(run);
                events.publish(CoverageWorker.WORK, CoverageWorker.key(run.id(), run.step()));
                trail.append("coverage.started", asker.text(), run.id(), Map.of("asked", run.asked()));
            });
            return new Started(run, true);
        } catch (DuplicateKeyException e) {
            return store.findOpen(asker)
                    .map(open -> new Started(open, false))
                    // it has ended in this very moment
                    .orElseGet(() -> start(asker, asked));
        }
    }

    @Override
    public boolean cancel(String run, PersonId asker) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Instant now = clock.instant();
            if (!store.cancel(run, asker, now)) {
                return false;
            }
            store.units(run, units.top(run));
            units.forget(run);
            rows.forget(run);
            events.at(now.plus(settings.keepList()), CoverageWorker.EXPIRE, run);
            events.publish(MOVED, run);
            return true;
        }));
    }

    @Override
    public Optional<CoverageRun> find(String run) {
        return store.find(run);
    }

    @Override
    public Optional<URI> download(
            String run, PersonId asker, String displayName, String conversation, Language language) {
        return find(run)
                .filter(found -> found.asker().equals(asker) && listed(found, clock.instant()))
                .map(found -> gate.link(
                        asker,
                        displayName,
                        conversation,
                        CoverageDownload.PATH,
                        new CoverageDownload.Target(run, language).text()));
    }

    static boolean listed(CoverageRun run, Instant now) {
        Instant until = run.times().listUntil();
        return run.state() == CoverageState.DONE && until != null && until.isAfter(now);
    }

    private CoverageRun fresh(PersonId asker, String asked) {
        Instant now = clock.instant();
        return new CoverageRun(
                UUID.randomUUID().toString(),
                asker,
                asked,
                CoverageState.RUNNING,
                0,
                CoverageScope.NOT_YET,
                CoverageRun.Position.START,
                CoverageRun.Counts.NONE,
                List.of(),
                null,
                new CoverageRun.Times(now, now, now, null, null));
    }
}
