package writeback.bot.premises;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.Place;
import writeback.bot.schedule.Events;

/** Wires the room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({Place.class, PremisesSettings.class})
class PremisesConfiguration {

    @Bean
    RegisteredAgents registeredAgents(PremisesSettings settings) {
        return new RegisteredAgents(settings);
    }

    @Bean
    Outbox outbox(JdbcClient jdbc, Clock clock, Place place, PremisesSettings settings) {
        return new Outbox(jdbc, clock, place, settings.lease());
    }

    @Bean(initMethod = "start")
    Pulse premisesPulse() {
        return new Pulse();
    }

    @Bean
    PolledRelays relays(JdbcClient jdbc, Clock clock, Place place, RegisteredAgents agents, PremisesSettings settings) {
        return new PolledRelays(jdbc, clock, place, agents, settings.silentAfter());
    }

    @Bean
    PollTokens pollTokens(RegisteredAgents agents, Clock clock) {
        return new PollTokens(agents, clock);
    }

    @Bean
    PollDesk pollDesk(Outbox outbox, RegisteredAgents agents, Pulse pulse) {
        return new PollDesk(outbox, agents, pulse);
    }

    @Bean
    StartDesk startDesk(JdbcClient jdbc, Clock clock, Place place, RegisteredAgents agents) {
        return new StartDesk(jdbc, clock, place, agents);
    }

    @Bean
    ReplyDesk replyDesk(
            Outbox outbox, Place place, Events events, PlatformTransactionManager transactions, Pulse pulse) {
        return new ReplyDesk(outbox, place, events, new TransactionTemplate(transactions), pulse);
    }

    @Bean
    RelayReading premisesReading(
            Outbox outbox,
            PolledRelays relays,
            Pulse pulse,
            Place place,
            Clock clock,
            PlatformTransactionManager transactions) {
        return new RelayReading(outbox, new AwaitedReadings(outbox, pulse), relays, pulse, place, clock, transactions);
    }

    @Bean
    OrderedChanges relayChanges(
            Outbox outbox,
            Events events,
            Pulse pulse,
            Place place,
            Clock clock,
            PlatformTransactionManager transactions) {
        OrderedChanges changes = new OrderedChanges(outbox, events, pulse, place, clock, transactions);
        pulse.add(new Housekeeping(clock, Duration.ofSeconds(1), changes::expire));
        pulse.add(new Housekeeping(clock, Duration.ofMinutes(10), outbox::forgetReadings));
        return changes;
    }
}
