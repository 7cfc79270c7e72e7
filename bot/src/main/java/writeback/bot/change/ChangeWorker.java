package writeback.bot.change;

import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.premises.changing.RelayChanges;
import writeback.bot.schedule.EventHandler;
import writeback.bot.schedule.Events;

/**
 * Whatever may let a change go on (an approval, a timer, the relay's answer, a start of the bot) ends here. One worker at a
 * time has a change, by a row lock that ends with its process; so whoever gets it and finds an action begun and not ended
 * knows that the one before was killed.
 */
@Configuration(proxyBeanMethods = false)
class ChangeWorker {

    static final String WORK = "change.work";
    static final String TIMER = "change.timer";
    static final String WAKE = "change.wake";

    private static final Duration BUSY = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(ChangeWorker.class);

    private final ChangeStore store;
    private final ChangeRunner runner;
    private final ChangeLedger ledger;
    private final Events events;
    private final TransactionTemplate lock;

    ChangeWorker(
            ChangeStore store,
            ChangeRunner runner,
            ChangeLedger ledger,
            Events events,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.runner = runner;
        this.ledger = ledger;
        this.events = events;
        this.lock = new TransactionTemplate(transactions);
    }

    /** Takes the change as far as it goes now. */
    void work(String changeId) {
        lock.executeWithoutResult(status -> {
            if (store.lock(changeId)) {
                runner.run(changeId);
            } else if (store.find(changeId).isPresent()) {
                // The other may have looked just before what woke us happened.
                events.at(ledger.now().plus(BUSY), WAKE, changeId);
            } else {
                LOG.warn("there is no change {} here", changeId);
            }
        });
    }

    /** Nothing that is open waits for a person's luck after a restart. */
    @EventListener(ApplicationReadyEvent.class)
    void takeUpWhatIsOpen() {
        store.open().forEach(change -> events.publish(WORK, change.id()));
    }

    @Bean
    EventHandler changeWork() {
        return new Taker(WORK, this::work);
    }

    @Bean
    EventHandler changeTimer() {
        return new Taker(TIMER, this::work);
    }

    @Bean
    EventHandler changeWake() {
        return new Taker(WAKE, this::work);
    }

    @Bean
    EventHandler changeAnswered() {
        return new Taker(RelayChanges.ANSWERED, this::work);
    }

    private record Taker(String topic, Consumer<String> work) implements EventHandler {
        @Override
        public void handle(String key) {
            work.accept(key);
        }
    }
}
