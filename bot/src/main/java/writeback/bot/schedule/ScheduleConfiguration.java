package writeback.bot.schedule;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** db-scheduler with one kind of task, JSON as its data, and the same clock as everyone. */
@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {

    @Bean
    Clock systemClock() {
        return Clock.systemUTC();
    }

    @Bean
    com.github.kagkarlsson.scheduler.Clock schedulerClock(Clock clock) {
        return clock::instant;
    }

    @Bean
    Task<Message> eventTask(ListableBeanFactory beans, JdbcClient jdbc, Clock clock) {
        return Tasks.oneTime(DurableEvents.TASK)
                .onFailure(new Redelivery(jdbc, clock))
                .onDeadExecutionRevive()
                .execute(new Delivery(beans, jdbc));
    }

    @Bean
    DbSchedulerCustomizer jsonTaskData() {
        return new DbSchedulerCustomizer() {
            @Override
            public Optional<Serializer> serializer() {
                return Optional.of(new MessageJson());
            }
        };
    }
}
