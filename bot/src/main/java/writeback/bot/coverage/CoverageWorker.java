package writeback.bot.coverage;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.schedule.EventHandler;
import writeback.bot.schedule.Events;

/**
 * Whatever lets a walk go on names the step that is to be taken; a step that was taken is not taken again. One worker at a
 * time has a walk, by a row lock that ends with its process.
 */
@Configuration(proxyBeanMethods = false)
class CoverageWorker {

    static final String WORK = "coverage.work";
    static final String WAKE = "coverage.wake";
    static final String EXPIRE = "coverage.expire";

    /** How long what is left of a walk can be looked at. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private static final Duration BUSY = Duration.ofSeconds(1);

    private final CoverageStore store;
    private final CoverageWalk walk;
    private final CoverageRows rows;
    private final CoverageUnits units;
    private final Events events;
    private final Clock clock;
    private final TransactionTemplate lock;
    private final Semaphore turns;

    CoverageWorker(
            CoverageStore store,
            CoverageWalk walk,
            CoverageRows rows,
            CoverageUnits units,
            Events events,
            Clock clock,
            CoverageSettings settings,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.walk = walk;
        this.rows = rows;
        this.units = units;
        this.events = events;
        this.clock = clock;
        this.lock = new TransactionTemplate(transactions);
        this.turns = new Semaphore(settings.atOnce());
    }

    static String key(String run, int step) {
        return run + "/" + step;
    }

    /** Takes one step. Others need the threads that events are handled on, so only a few walks may wait for a relay. */
    void work(String key) {
        if (!turns.tryAcquire()) {
            events.at(clock.instant().plus(BUSY), WAKE, key);
            return;
        }
        try {
            lock.executeWithoutResult(status -> {
                if (!locked(key)) {
                    status.setRollbackOnly();
                }
            });
        } finally {
            turns.release();
        }
    }

    private boolean locked(String key) {
        int slash = key.lastIndexOf('/');
        String id = key.substring(0, slash);
        Optional<CoverageRun> run = due(id, Integer.parseInt(key.substring(slash + 1)));
        if (run.isEmpty()) {
            return true;
        }
        if (!store.lock(id)) {
            // Who has it may be dying.
            events.at(clock.instant().plus(BUSY), WAKE, key);
            return true;
        }
        // Read again: who had it may have taken this very step.
        return due(id, run.get().step()).map(walk::step).orElse(true);
    }

    private Optional<CoverageRun> due(String id, int step) {
        return store.find(id).filter(run -> run.state() == CoverageState.RUNNING && run.step() == step);
    }

    /** A list is kept for a while only, and what is left of the walk not for ever. */
    void expire(String id) {
        lock.executeWithoutResult(status -> {
            rows.forget(id);
            units.forget(id);
            store.listIsGone(id);
            store.forgetEndedBefore(clock.instant().minus(REMEMBERED));
            events.publish(CoverageDesk.MOVED, id);
        });
    }

    /** No walk waits for a person's luck after a restart. */
    @EventListener(ApplicationReadyEvent.class)
    void takeUpWhatIsOpen() {
        store.open().forEach(run -> events.publish(WORK, key(run.id(), run.step())));
    }

    @Bean
    EventHandler coverageWork() {
        return new Taker(WORK, this::work);
    }

    @Bean
    EventHandler coverageWake() {
        return new Taker(WAKE, this::work);
    }

    @Bean
    EventHandler coverageExpire() {
        return new Taker(EXPIRE, this::expire);
    }

    private record Taker(String topic, Consumer<String> work) implements EventHandler {
        @Override
        public void handle(String key) {
            work.accept(key);
        }
    }
}
