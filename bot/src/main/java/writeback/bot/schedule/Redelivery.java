package writeback.bot.schedule;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What follows a failed delivery: again after a pause that doubles from one second up to ten minutes, {@value #TRIES} tries
 * in all (about three hours); then the event is kept in {@code event_undelivered} and the log says so as an error.
 */
final class Redelivery implements FailureHandler<Message> {

    static final int TRIES = 28;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(Redelivery.class);

    private final JdbcClient jdbc;
    private final Clock clock;

    Redelivery(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void onFailure(ExecutionComplete complete, ExecutionOperations<Message> execution) {
        Message message = (Message) complete.getExecution().taskInstance.getData();
        int tries = complete.getExecution().consecutiveFailures + 1;
        Throwable cause = complete.getCause().orElseGet(() -> new IllegalStateException("no cause given"));
        if (tries >= TRIES) {
            giveUp(complete.getExecution().getId(), message, tries, cause);
            execution.remove();
            return;
        }
        Instant next = clock.instant().plus(pause(tries));
        Throwable failure = cause instanceof UndeliveredException undelivered ? undelivered.getCause() : cause;
        LOG.warn(
                "event {} {} failed (try {} of {}), next try at {}",
                message.topic(),
                message.key(),
                tries,
                TRIES,
                next,
                failure);
        execution.reschedule(complete, next, remaining(message, cause));
    }

    static Duration pause(int tries) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(tries - 1, 20));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    private static Message remaining(Message message, Throwable cause) {
        return cause instanceof UndeliveredException undelivered
                ? new Message(message.topic(), message.key(), message.timer(), undelivered.done())
                : message;
    }

    private void giveUp(String instance, Message message, int tries, Throwable cause) {
        LOG.error(
                "event {} {} given up after {} tries; it is kept in event_undelivered",
                message.topic(),
                message.key(),
                tries,
                cause);
        String error = String.valueOf(cause);
        try {
            jdbc.sql("insert into event_undelivered (instance, topic, event_key, given_up_at, tries, error)"
                            + " values (?, ?, ?, ?, ?, ?)")
                    .params(
                            instance,
                            message.topic(),
                            message.key(),
                            clock.instant().atOffset(ZoneOffset.UTC),
                            tries,
                            error.substring(0, Math.min(error.length(), 1000)))
                    .update();
        } catch (DuplicateKeyException e) {
            LOG.info("event {} {} was kept by an earlier run", message.topic(), message.key());
        }
    }
}
