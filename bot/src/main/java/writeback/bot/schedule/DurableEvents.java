package writeback.bot.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Events as one-time executions of db-scheduler. Each has an id of its own, so publishing never meets an execution that is
 * running; what makes a timer one is the row in {@code event_timer} that names its present execution.
 */
@Component
class DurableEvents implements Events {

    static final TaskDescriptor<Message> TASK = TaskDescriptor.of("event", Message.class);

    private final Scheduler scheduler;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate joined;
    private final TransactionTemplate nested;

    DurableEvents(Scheduler scheduler, JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.scheduler = scheduler;
        this.jdbc = jdbc;
        this.clock = clock;
        this.joined = new TransactionTemplate(transactions);
        this.nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public void publish(String topic, String key) {
        joined.executeWithoutResult(status -> {
            schedule(newInstance(), new Message(topic, key, false, Set.of()), clock.instant());
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    scheduler.triggerCheckForDueExecutions();
                }
            });
        });
    }

    @Override
    public void at(Instant when, String topic, String key) {
        joined.executeWithoutResult(status -> {
            String instance = newInstance();
            name(topic, key, instance);
            schedule(instance, new Message(topic, key, true, Set.of()), when);
        });
    }

    private void schedule(String instance, Message message, Instant when) {
        scheduler.schedule(TASK.instance(instance).data(message).scheduledTo(when));
    }

    private void name(String topic, String key, String instance) {
        if (renamed(topic, key, instance)) {
            return;
        }
        try {
            nested.executeWithoutResult(
                    savepoint -> jdbc.sql("insert into event_timer (topic, event_key, instance) values (?, ?, ?)")
                            .params(topic, key, instance)
                            .update());
        } catch (DuplicateKeyException e) {
            // another transaction set the same timer in between
            renamed(topic, key, instance);
        }
    }

    private boolean renamed(String topic, String key, String instance) {
        return jdbc.sql("update event_timer set instance = ? where topic = ? and event_key = ?")
                        .params(instance, topic, key)
                        .update()
                > 0;
    }

    private static String newInstance() {
        return UUID.randomUUID().toString();
    }
}
