package writeback.bot.change;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import writeback.bot.FreshConnections;
import writeback.bot.Place;
import writeback.bot.Rooms;
import writeback.bot.audit.AuditCheck;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.Rights;
import writeback.bot.observation.ObservationSettings;
import writeback.bot.premises.changing.RelayChanges;
import writeback.bot.schedule.EventHandler;
import writeback.bot.schedule.Events;
import writeback.relay.protocol.plan.Plan;

/** The rooms up to {@code change}, in an organisation that outlives them. */
final class Bot implements AutoCloseable {

    private static Organisation current;

    final Organisation outside;
    private final String database;
    private ConfigurableApplicationContext context;

    Bot(String database, Organisation outside) {
        this.database = database;
        this.outside = outside;
        start();
    }

    void start() {
        current = outside;
        context = Rooms.start(database, List.of(outside), House.class);
    }

    void restart() {
        close();
        start();
    }

    @Override
    public void close() {
        context.close();
    }

    ChangeDesk desk() {
        return context.getBean(ChangeDesk.class);
    }

    AuditCheck audit() {
        return context.getBean(AuditCheck.class);
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    Decision ask(Plan plan) {
        return desk().request(Organisation.REQUESTER, "Alex", plan, "because", true);
    }

    /** Asked for and approved by another person. */
    ChangeView approved(Plan plan) {
        ChangeView asked = ((Decision.Taken) ask(plan)).change();
        Decision decision = desk().approve(asked.id(), asked.version(), Organisation.APPROVER, "Sam", "");
        return ((Decision.Taken) decision).change();
    }

    Decision approve(ChangeView change, PersonId person) {
        return desk().approve(change.id(), change.version(), person, "Sam", "");
    }

    ChangeView now(ChangeView change) {
        return desk().find(change.id()).orElseThrow();
    }

    /** Waits for a state, while the relay carries out what it is told if it is at work. */
    ChangeView awaitState(ChangeView change, ChangeState state) {
        await().pollInterval(Duration.ofMillis(20)).until(() -> now(change).state() == state);
        return now(change);
    }

    /** The relay answers everything that was ordered, and says so. */
    void relayWorks(ChangeView change) {
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> outside.orders.keySet().stream().anyMatch(id -> id.startsWith(change.id())));
        outside.relayWorks();
        answered(change);
    }

    void answered(ChangeView change) {
        context.getBean(Events.class).publish(RelayChanges.ANSWERED, change.id());
    }

    @ComponentScan(
            basePackages = {
                "writeback.bot.change",
                "writeback.bot.schedule",
                "writeback.bot.audit",
            },
            excludeFilters = {
                @ComponentScan.Filter(
                        type = org.springframework.context.annotation.FilterType.REGEX,
                        pattern = ".*Test.*"),
                // relays are added and removed in other tests
                @ComponentScan.Filter(
                        type = org.springframework.context.annotation.FilterType.ASSIGNABLE_TYPE,
                        classes = RelayOffice.class)
            })
    @org.springframework.context.annotation.Import({Evidences.class, FreshConnections.class})
    @EnableConfigurationProperties({Place.class, ChangeSettings.class, ObservationSettings.class})
    static class House {

        @Bean
        @Primary
        Clock movableClock() {
            return current.clock;
        }

        /** Stands for the chat. */
        @Bean
        EventHandler cards() {
            return new EventHandler() {
                @Override
                public String topic() {
                    return ChangeDesk.MOVED;
                }

                @Override
                public void handle(String key) {
                    current.told.add(key);
                }
            };
        }

        @Bean
        Rights rights() {
            return new Rights(
                    List.of(),
                    List.of(Organisation.REQUESTER.objectId()),
                    List.of(
                            Organisation.REQUESTER.objectId(),
                            Organisation.APPROVER.objectId(),
                            Organisation.SECOND_APPROVER.objectId(),
                            Organisation.ROLELESS.objectId()));
        }
    }

    @ComponentScan(
            basePackages = "writeback.bot.observation",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(
                            type = org.springframework.context.annotation.FilterType.REGEX,
                            pattern = ".*StoredEvidence"))
    static class Evidences {}
}
