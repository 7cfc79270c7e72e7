package writeback.bot.schedule;

import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.VoidExecutionHandler;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Hands one event to every handler of its topic. One handler's failure neither stops nor repeats the others. */
final class Delivery implements VoidExecutionHandler<Message> {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final ListableBeanFactory beans;
    private final JdbcClient jdbc;

    Delivery(ListableBeanFactory beans, JdbcClient jdbc) {
        this.beans = beans;
        this.jdbc = jdbc;
    }

    @Override
    public void execute(TaskInstance<Message> task, ExecutionContext context) {
        Message message = task.getData();
        if (message.timer() && !isPresent(message, task.getId())) {
            LOG.debug("timer {} {} was moved, nothing to do", message.topic(), message.key());
            return;
        }
        hand(message);
        if (message.timer()) {
            forget(message, task.getId());
        }
    }

    private void hand(Message message) {
        // Asked for at each delivery and not injected: handlers publish events themselves.
        Map<String, EventHandler> takers = new TreeMap<>(beans.getBeansOfType(EventHandler.class));
        takers.values().removeIf(handler -> !handler.topic().equals(message.topic()));
        if (takers.isEmpty()) {
            LOG.warn("nobody takes events of the topic {}, dropped the one for {}", message.topic(), message.key());
            return;
        }
        Set<String> done = new HashSet<>(message.done());
        RuntimeException failure = null;
        for (Map.Entry<String, EventHandler> taker : takers.entrySet()) {
            if (done.contains(taker.getKey())) {
                continue;
            }
            try {
                taker.getValue().handle(message.key());
                done.add(taker.getKey());
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw new UndeliveredException(done, failure);
        }
    }

    private boolean isPresent(Message message, String instance) {
        return jdbc.sql("select count(*) from event_timer where topic = ? and event_key = ? and instance = ?")
                        .params(message.topic(), message.key(), instance)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Only while the row still names us: the handler may just have set the timer anew. */
    private void forget(Message message, String instance) {
        jdbc.sql("delete from event_timer where topic = ? and event_key = ? and instance = ?")
                .params(message.topic(), message.key(), instance)
                .update();
    }
}
