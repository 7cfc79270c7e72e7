package writeback.bot.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.Rooms;

class EventsTest {

    private static final List<String> FIRST = new CopyOnWriteArrayList<>();
    private static final List<String> SECOND = new CopyOnWriteArrayList<>();
    private static final AtomicInteger FAILURES_LEFT = new AtomicInteger();

    private final String database = Rooms.inMemory("events-" + UUID.randomUUID());
    private ConfigurableApplicationContext bot;

    @BeforeEach
    void startWithNothingSeen() {
        FIRST.clear();
        SECOND.clear();
        FAILURES_LEFT.set(0);
        start();
    }

    @AfterEach
    void stop() {
        bot.close();
    }

    @Test
    void an_event_of_a_committed_transaction_reaches_every_handler_of_its_topic() {
        transaction().executeWithoutResult(status -> events().publish("news", "1"));

        await().untilAsserted(() -> {
            assertThat(FIRST).containsExactly("1");
            assertThat(SECOND).containsExactly("1");
        });
    }

    @Test
    void an_event_of_a_rolled_back_transaction_reaches_nobody() {
        transaction().executeWithoutResult(status -> {
            events().publish("news", "lost");
            events().at(Instant.now(), "news", "lost too");
            status.setRollbackOnly();
        });
        events().publish("news", "kept");

        await().until(() -> FIRST.contains("kept"));
        assertThat(FIRST).containsExactly("kept");
        assertThat(executions()).isZero();
        assertThat(timers()).isZero();
    }

    @Test
    void a_failing_handler_gets_the_event_again_and_the_other_does_not() {
        FAILURES_LEFT.set(2);

        events().publish("news", "1");

        await().until(() -> SECOND.contains("1"));
        await().until(() -> executions() == 0);
        assertThat(FIRST).containsExactly("1");
        assertThat(FAILURES_LEFT).hasValue(0);
    }

    @Test
    void a_timer_set_again_is_moved_and_not_doubled() {
        Instant now = Instant.now();
        events().at(now.plus(Duration.ofDays(1)), "news", "timer");
        events().at(now.plusMillis(300), "news", "timer");
        events().at(now.plusMillis(200), "news", "timer");

        await().until(() -> executions() == 1);
        assertThat(FIRST).containsExactly("timer");
        assertThat(timers()).isZero();
    }

    @Test
    void a_handler_may_set_its_own_timer_anew() {
        events().at(Instant.now(), "again", "thrice");

        await().until(() -> executions() == 0);
        assertThat(FIRST).containsExactly("thrice", "thrice", "thrice");
        assertThat(timers()).isZero();
    }

    @Test
    void a_timer_survives_a_restart() {
        events().at(Instant.now().plusSeconds(1), "news", "later");
        bot.close();
        assertThat(FIRST).isEmpty();

        start();

        await().untilAsserted(() -> assertThat(FIRST).containsExactly("later"));
    }

    @Test
    void what_is_kept_in_the_database_is_json_and_no_java_object() {
        events().at(Instant.now().plus(Duration.ofDays(1)), "news", "readable");

        byte[] data = bot.getBean(JdbcClient.class)
                .sql("select task_data from scheduled_tasks")
                .query(byte[].class)
                .single();

        assertThat(new String(data, java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("{")
                .contains("\"readable\"");
    }

    @Test
    void pauses_grow_to_ten_minutes() {
        assertThat(Redelivery.pause(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Redelivery.pause(4)).isEqualTo(Duration.ofSeconds(8));
        assertThat(Redelivery.pause(Redelivery.TRIES)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void an_event_that_failed_too_often_is_kept_for_a_person_to_look_at() {
        FAILURES_LEFT.set(Integer.MAX_VALUE);
        events().publish("news", "cursed");
        await().until(() -> jdbc().sql("update scheduled_tasks set consecutive_failures = ?, execution_time ="
                                + " current_timestamp where consecutive_failures > 0 and picked = false")
                        .param(Redelivery.TRIES - 1)
                        .update()
                == 1);

        await().untilAsserted(() -> assertThat(jdbc().sql("select event_key from event_undelivered")
                        .query(String.class)
                        .list())
                .containsExactly("cursed"));
        assertThat(executions()).isZero();
    }

    private void start() {
        bot = Rooms.start(database, ScheduleConfiguration.class, DurableEvents.class, Handlers.class);
    }

    private Events events() {
        return bot.getBean(Events.class);
    }

    private JdbcClient jdbc() {
        return bot.getBean(JdbcClient.class);
    }

    private TransactionTemplate transaction() {
        return new TransactionTemplate(bot.getBean(PlatformTransactionManager.class));
    }

    private int executions() {
        return jdbc().sql("select count(*) from scheduled_tasks")
                .query(Integer.class)
                .single();
    }

    private int timers() {
        return jdbc().sql("select count(*) from event_timer")
                .query(Integer.class)
                .single();
    }

    static class Handlers {

        @Bean
        EventHandler first() {
            return new Listener() {
                @Override
                public void handle(String key) {
                    FIRST.add(key);
                }
            };
        }

        @Bean
        EventHandler second() {
            return new Listener() {
                @Override
                public void handle(String key) {
                    if (FAILURES_LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new IllegalStateException("not now");
                    }
                    SECOND.add(key);
                }
            };
        }

        @Bean
        EventHandler again(Events events, Clock clock) {
            return new EventHandler() {
                @Override
                public String topic() {
                    return "again";
                }

                @Override
                public void handle(String key) {
                    FIRST.add(key);
                    if (FIRST.size() < 3) {
                        events.at(clock.instant(), "again", key);
                    }
                }
            };
        }
    }

    private abstract static class Listener implements EventHandler {
        @Override
        public String topic() {
            return "news";
        }
    }
}
