package writeback.bot.coverage;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import writeback.bot.Place;
import writeback.bot.Rooms;
import writeback.bot.identity.Gate;
import writeback.bot.identity.PersonId;
import writeback.bot.schedule.EventHandler;
import writeback.bot.schedule.Events;

/** The rooms up to {@code coverage}, in front of domains that outlive them. */
final class Walks implements AutoCloseable {

    static final PersonId ASKER = new PersonId(Rooms.TENANT, "asker");
    static final PersonId OTHER = new PersonId(Rooms.TENANT, "other");

    private final String database;
    private final Domain domain;
    private final Outside outside;
    private ConfigurableApplicationContext context;

    Walks(String database, Domain domain, Outside outside) {
        this.database = database;
        this.domain = domain;
        this.outside = outside;
        this.context = started();
    }

    private ConfigurableApplicationContext started() {
        return Rooms.start(database, List.of(domain, outside), House.class);
    }

    void start() {
        context = started();
    }

    @Override
    public void close() {
        context.close();
    }

    CoverageDesk desk() {
        return context.getBean(CoverageDesk.class);
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    void again(String topic, String key) {
        part(Events.class).publish(topic, key);
    }

    CoverageRun begin(String asked) {
        return desk().start(ASKER, asked).run();
    }

    CoverageRun now(CoverageRun run) {
        return desk().find(run.id()).orElseThrow();
    }

    CoverageRun ended(CoverageRun run, CoverageState state) {
        await().pollInterval(Duration.ofMillis(20)).until(() -> now(run).state() != CoverageState.RUNNING);
        CoverageRun end = now(run);
        if (end.state() != state) {
            throw new AssertionError("ended as " + end);
        }
        return end;
    }

    long rowsInDatabase(String table) {
        return part(JdbcClient.class)
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    /** What the bots have in common: time, what was told, and who may fetch a list. */
    static final class Outside extends Clock implements Gate {

        final List<String> told = new CopyOnWriteArrayList<>();
        volatile Optional<Admitted> admitted = Optional.empty();
        volatile String target = "";
        private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);

        void pass(Duration time) {
            passed.updateAndGet(time::plus);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(passed.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public URI link(PersonId person, String displayName, String conversation, String purpose, String what) {
            target = what;
            return URI.create("https://bot.example/" + purpose + "/secret");
        }

        @Override
        public ResponseEntity<String> ask(String secret, Locale locale) {
            return ResponseEntity.ok("ask " + secret);
        }

        @Override
        public ResponseEntity<String> go(String secret, Locale locale) {
            return ResponseEntity.ok("go " + secret);
        }

        @Override
        public Optional<Admitted> admit(String ticket, String purpose) {
            return ticket.equals("good") ? admitted : Optional.empty();
        }

        @Override
        public ResponseEntity<String> refused(Locale locale) {
            return ResponseEntity.status(410).body("refused");
        }
    }

    @ComponentScan(
            basePackages = {"writeback.bot.coverage", "writeback.bot.schedule", "writeback.bot.audit"},
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Test.*"))
    @EnableConfigurationProperties(Place.class)
    static class House {

        @Bean
        @Primary
        Clock clock(Outside outside) {
            return outside;
        }

        /** Stands for the chat. */
        @Bean
        EventHandler cards(Outside outside) {
            return new EventHandler() {
                @Override
                public String topic() {
                    return CoverageDesk.MOVED;
                }

                @Override
                public void handle(String key) {
                    outside.told.add(key);
                }
            };
        }

        @Bean
        CoverageSettings coverageSettings() {
            return new CoverageSettings(
                    10,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(20),
                    Duration.ofMillis(50),
                    Duration.ofMinutes(15),
                    Duration.ofHours(12),
                    Duration.ofSeconds(3),
                    Duration.ofHours(24),
                    2);
        }
    }
}
