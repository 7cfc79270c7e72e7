package writeback.bot.chat;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import writeback.bot.Place;
import writeback.bot.Rooms;
import writeback.bot.SettableClock;
import writeback.bot.change.ChangeDesk;
import writeback.bot.change.ChangeSettings;
import writeback.bot.coverage.CoverageDesk;
import writeback.bot.coverage.CoverageSettings;
import writeback.bot.entra.reading.TenantReading;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.Persons;
import writeback.bot.identity.Rights;
import writeback.bot.identity.Sessions;
import writeback.bot.identity.SignInDesk;
import writeback.bot.identity.SignedIn;
import writeback.bot.identity.Trust;
import writeback.bot.observation.EvidenceStore;
import writeback.bot.observation.Observation;
import writeback.bot.observation.ObservationSettings;
import writeback.bot.observation.UserObservation;
import writeback.bot.premises.PremisesSettings;
import writeback.bot.premises.reading.PremisesReading;
import writeback.bot.schedule.Events;
import writeback.relay.protocol.fact.Sighting;

/** The chat with its own store, the real policy below it, and a practice Teams, directory of roles and premises. */
final class RelayChat implements AutoCloseable {

    static final PersonId RILEY = person("riley");
    static final PersonId AVERY = person("avery");
    static final PersonId SASHA = person("sasha");
    static final PersonId READER = person("reader");
    private static final String GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
    private static RelayChat current;

    final SettableClock clock = new SettableClock();
    final PracticeTeams teams = new PracticeTeams();
    final PracticeRelays relays = new PracticeRelays(clock);
    final Set<PersonId> signedIn = new HashSet<>(Set.of(RILEY, AVERY, SASHA));
    /** By links of accounts. */
    final Set<PersonId> oneHuman = new HashSet<>();

    final Map<PersonId, Sighting<List<String>>> roles = new HashMap<>();
    private final ChatSettings.Mode mode;
    private final String database;
    private ConfigurableApplicationContext context;

    RelayChat(String database) {
        this(database, ChatSettings.Mode.GUIDE);
    }

    RelayChat(String database, ChatSettings.Mode mode) {
        this.database = database;
        this.mode = mode;
        roles.put(AVERY, Sighting.seen(List.of(GLOBAL_ADMINISTRATOR)));
        roles.put(SASHA, Sighting.seen(List.of()));
        teams.meet(RILEY, "Riley Requester");
        teams.meet(AVERY, "Avery Approver");
        context = start();
    }

    /** Another bot on the same database, in the same organisation. */
    ConfigurableApplicationContext start() {
        current = this;
        return Rooms.start(database, House.class);
    }

    void restart() {
        context.close();
        context = start();
    }

    @Override
    public void close() {
        context.close();
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    void publish(String topic, String key) {
        part(Events.class).publish(topic, key);
    }

    void says(PersonId person, String text) {
        says(person, text, Talk.Kind.PERSONAL);
    }

    void says(PersonId person, String text, Talk.Kind kind) {
        part(Commands.class)
                .run(
                        speaker(person),
                        new Talk("chat-" + person.objectId(), kind),
                        CommandWords.understand(text),
                        part(Stage.class).words(person));
    }

    /** Presses the newest button of that verb that this person has. */
    String presses(PersonId person, String verb) {
        return presses(person, button(person, verb));
    }

    String presses(PersonId person, Button button) {
        return presses(person, button, Map.of());
    }

    String presses(PersonId person, Button button, Map<String, String> inputs) {
        return part(Presses.class)
                .run(
                        new Press(
                                speaker(person),
                                new Talk("chat-" + person.objectId(), Talk.Kind.PERSONAL),
                                button.verb(),
                                button.card(),
                                button.version(),
                                "",
                                button.target(),
                                inputs),
                        part(Stage.class).words(person))
                .join();
    }

    Button button(PersonId person, String verb) {
        return Button.newest(teams.of(person), verb)
                .orElseThrow(() -> new AssertionError("no button " + verb + " in " + teams.of(person)));
    }

    boolean has(PersonId person, String verb) {
        return Button.newest(teams.of(person), verb).isPresent();
    }

    private static Speaker speaker(PersonId person) {
        return new Speaker(person, person.objectId(), "en");
    }

    private static PersonId person(String objectId) {
        return new PersonId(Rooms.TENANT, objectId);
    }

    @ComponentScan(
            basePackages = {"writeback.bot.chat", "writeback.bot.schedule", "writeback.bot.audit"},
            excludeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Test|RelayChat|ChangeChat).*"))
    @Import(Policy.class)
    @EnableConfigurationProperties({Place.class, ChangeSettings.class, CoverageSettings.class, ObservationSettings.class
    })
    static class House {

        @Bean
        @Primary
        Clock movableClock() {
            return current.clock;
        }

        @Bean
        ChatSettings chatSettings() {
            URI nowhere = URI.create("https://entra.microsoft.com");
            return new ChatSettings(current.mode, nowhere, nowhere, nowhere, "");
        }

        @Bean
        PracticeTeams practiceTeams() {
            return current.teams;
        }

        @Bean
        PracticeRelays practiceRelays() {
            return current.relays;
        }

        @Bean
        PremisesSettings premisesSettings() {
            return new PremisesSettings(
                    (Path) null,
                    null,
                    List.of(),
                    Duration.ofSeconds(50),
                    Duration.ofSeconds(90),
                    Duration.ofMinutes(2));
        }

        @Bean
        Trust trust() {
            return new Trust(List.of(), null);
        }

        @Bean
        Rights rights() {
            return new Rights(List.of("reader"), List.of("riley", "avery"), List.of("riley", "avery", "sasha"));
        }

        @Bean
        Sessions sessions() {
            Sessions sessions = mock(Sessions.class);
            when(sessions.of(any())).thenAnswer(asked -> {
                PersonId person = asked.getArgument(0);
                return Optional.of(new SignedIn(person, person.objectId(), person.objectId(), Instant.EPOCH))
                        .filter(signedIn -> current.signedIn.contains(person));
            });
            return sessions;
        }

        @Bean
        Persons persons() {
            return (one, other) -> one.equals(other) || current.oneHuman.containsAll(List.of(one, other));
        }

        @Bean
        TenantReading tenantReading() {
            TenantReading tenant = mock(TenantReading.class);
            when(tenant.activeRoles(any(), any()))
                    .thenAnswer(asked -> CompletableFuture.completedFuture(current.roles.get(asked.getArgument(0))));
            return tenant;
        }

        @Bean
        ChangeDesk changeDesk() {
            return mock(ChangeDesk.class);
        }

        @Bean
        CoverageDesk coverageDesk() {
            return mock(CoverageDesk.class);
        }

        @Bean
        SignInDesk signInDesk() {
            return mock(SignInDesk.class);
        }

        @Bean
        PremisesReading premisesReading() {
            return mock(PremisesReading.class);
        }

        @Bean
        Observation observation() {
            return mock(Observation.class);
        }

        @Bean
        UserObservation userObservation() {
            return mock(UserObservation.class);
        }

        @Bean
        EvidenceStore evidenceStore() {
            return mock(EvidenceStore.class);
        }
    }

    @ComponentScan(
            basePackages = "writeback.bot.change",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.(RelayOffice|ApprovalPolicy)"))
    static class Policy {}
}
