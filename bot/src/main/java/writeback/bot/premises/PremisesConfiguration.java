package writeback.bot.premises;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.Place;
import writeback.bot.audit.AuditCheck;
import writeback.bot.audit.AuditTrail;
import writeback.bot.schedule.Events;

/** Wires the room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({Place.class, PremisesSettings.class})
class PremisesConfiguration {

    @Bean
    CommandKeys commandKeys(PremisesSettings settings) {
        return new CommandKeys(settings);
    }

    @Bean
    ConfiguredAgents configuredAgents(PremisesSettings settings) {
        return new ConfiguredAgents(settings);
    }

    @Bean
    Registrations registrations(JdbcClient jdbc, Place place, Clock clock) {
        return new Registrations(jdbc, place, clock);
    }

    @Bean
    RevokedKeys revokedKeys(JdbcClient jdbc, Place place, Clock clock) {
        return new RevokedKeys(jdbc, place, clock);
    }

    @Bean
    RegisteredAgents registeredAgents(ConfiguredAgents configured, Registrations enrolled, RevokedKeys revoked) {
        return new RegisteredAgents(configured, enrolled, revoked);
    }

    @Bean
    Outbox outbox(JdbcClient jdbc, Clock clock, Place place) {
        return new Outbox(jdbc, clock, place);
    }

    @Bean
    Leases leases(JdbcClient jdbc, Clock clock, Place place, PremisesSettings settings) {
        return new Leases(jdbc, clock, place, settings.lease());
    }

    @Bean(initMethod = "start")
    Pulse premisesPulse() {
        return new Pulse();
    }

    @Bean
    PolledRelays relays(
            JdbcClient jdbc,
            Clock clock,
            Place place,
            RegisteredAgents agents,
            CommandKeys commandKeys,
            PremisesSettings settings) {
        return new PolledRelays(jdbc, clock, place, agents, commandKeys, settings.silentAfter());
    }

    @Bean
    PollTokens pollTokens(RegisteredAgents agents, PolledRelays relays, Clock clock) {
        return new PollTokens(agents, relays, clock);
    }

    @Bean
    JournalHeads journalHeads(JdbcClient jdbc, Clock clock, Place place, AuditCheck trail) {
        return new JournalHeads(jdbc, clock, place, trail);
    }

    @Bean
    PollDesk pollDesk(
            Leases leases,
            PolledRelays relays,
            RegisteredAgents agents,
            CommandKeys commandKeys,
            JournalHeads heads,
            Pulse pulse,
            Clock clock) {
        return new PollDesk(leases, relays, agents, commandKeys, heads, pulse, clock);
    }

    @Bean
    StartDesk startDesk(JdbcClient jdbc, Clock clock, Place place, CommandKeys commandKeys) {
        return new StartDesk(jdbc, clock, place, commandKeys);
    }

    @Bean
    ReplyDesk replyDesk(
            Outbox outbox,
            Place place,
            Events events,
            JournalHeads heads,
            AuditTrail trail,
            PlatformTransactionManager transactions,
            AwaitedReadings awaited) {
        return new ReplyDesk(outbox, place, events, heads, trail, new TransactionTemplate(transactions), awaited);
    }

    @Bean
    AwaitedReadings awaitedReadings(Outbox outbox, Pulse pulse) {
        return new AwaitedReadings(outbox, pulse);
    }

    @Bean
    RelayReading premisesReading(
            Outbox outbox,
            AwaitedReadings awaited,
            PolledRelays relays,
            Pulse pulse,
            Place place,
            Clock clock,
            PlatformTransactionManager transactions) {
        return new RelayReading(outbox, awaited, relays, pulse, place, clock, transactions);
    }

    @Bean
    OrderedChanges relayChanges(
            Outbox outbox,
            RegisteredAgents agents,
            PolledRelays relays,
            Events events,
            Pulse pulse,
            Place place,
            Clock clock,
            PlatformTransactionManager transactions) {
        OrderedChanges changes = new OrderedChanges(outbox, agents, relays, events, pulse, place, clock, transactions);
        pulse.add(new Housekeeping(clock, Duration.ofSeconds(1), changes::expire));
        pulse.add(new Housekeeping(clock, Duration.ofMinutes(10), outbox::forgetReadings));
        return changes;
    }

    @Bean
    Invitations invitations(JdbcClient jdbc, Place place, Clock clock, Pulse pulse) {
        Invitations invitations = new Invitations(jdbc, place, clock);
        pulse.add(new Housekeeping(clock, Duration.ofHours(1), invitations::forgetOld));
        return invitations;
    }

    @Bean
    StoredEnrolments enrolments(
            CommandKeys commandKeys,
            Invitations invitations,
            Registrations registrations,
            ConfiguredAgents configured,
            RevokedKeys revoked,
            Outbox outbox,
            Leases leases,
            AuditTrail trail,
            Events events,
            Pulse pulse,
            @Value("${writeback.public-url}") URI publicUrl,
            PlatformTransactionManager transactions) {
        return new StoredEnrolments(
                commandKeys,
                invitations,
                registrations,
                configured,
                revoked,
                outbox,
                leases,
                trail,
                events,
                pulse,
                publicUrl,
                transactions);
    }

    @Bean
    EnrolmentDesk enrolmentDesk(
            CommandKeys commandKeys,
            Invitations invitations,
            RegisteredAgents agents,
            Registrations registrations,
            AuditTrail trail,
            Events events,
            Place place,
            Clock clock,
            PlatformTransactionManager transactions) {
        return new EnrolmentDesk(
                commandKeys, invitations, agents, registrations, trail, events, place, clock, transactions);
    }

    @Bean
    RenewalDesk renewalDesk(
            RegisteredAgents agents,
            Registrations registrations,
            CommandKeys commandKeys,
            AuditTrail trail,
            Events events,
            Place place,
            PlatformTransactionManager transactions) {
        return new RenewalDesk(agents, registrations, commandKeys, trail, events, place, transactions);
    }
}
