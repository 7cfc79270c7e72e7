package writeback.bot.premises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.bot.Rooms;
import writeback.bot.identity.PersonId;
import writeback.relay.console.AcceptKeyCommand;
import writeback.relay.console.ConsoleCommand;
import writeback.relay.console.EnrolCommand;
import writeback.relay.console.Terminal;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.message.SigningKey;

/** From the code in the chat to answers, to a new key, to the bot's next key, to the end: bot, console and agent. */
class EnrolmentEndToEndTest {

    private static final PersonId ANNA = new PersonId(PracticeBot.TENANT, "11111111-0000-0000-0000-000000000001");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path botFolder;

    @TempDir
    Path folder;

    private final PracticeAgent.Doing doing = new PracticeAgent.Doing();
    private final Console console = new Console();
    private final List<PracticeAgent> agents = new ArrayList<>();
    private PracticeBot bot;

    @BeforeEach
    void startBot() throws IOException {
        bot = new PracticeBot(botFolder, Rooms.inMemory("enrol-" + UUID.randomUUID()), "1m");
    }

    @AfterEach
    void stopBot() {
        agents.forEach(PracticeAgent::close);
        bot.close();
    }

    @Test
    void anEnrolledRelayWaitsAnswersAndStopsWhenItIsRemoved() throws Exception {
        String id = enrol(Clock.systemUTC());
        PracticeAgent agent = start(id);
        assertThat(agent.ended).isNotDone();
        assertThat(bot.relays().connected("directory")).isFalse();

        // what the person read at the console
        String fingerprint = console.lines.stream()
                .filter(line -> line.startsWith("  "))
                .findFirst()
                .orElseThrow();
        assertThat(bot.enrolments().confirm(id, fingerprint, ANNA)).isTrue();
        assertThat(agent.ready.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertAnswers();

        assertThat(bot.enrolments().remove(id, ANNA)).isTrue();
        assertThat(agent.ended.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).contains("removed");
    }

    @Test
    void whoWasTurnedDownStops() throws Exception {
        String id = enrol(Clock.systemUTC());
        assertThat(bot.enrolments().turnDown(id, ANNA)).isTrue();

        assertThat(start(id).ended.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).contains("turned-down");
    }

    @Test
    void anOldKeyIsRenewedBeforeTheFirstPollAndTheBotsNextKeyTakesOverOnceAccepted() throws Exception {
        String id = enrol(Clock.offset(Clock.systemUTC(), Duration.ofDays(-100)));
        String first = Files.readString(folder.resolve("agent.jwk"));
        assertThat(bot.enrolments()
                        .confirm(id, SigningKey.read(first).verifyingKey().fingerprint(), ANNA))
                .isTrue();
        PracticeAgent agent = start(id);
        assertThat(agent.ready.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertAnswers();
        SigningKey renewed = SigningKey.read(Files.readString(folder.resolve("agent.jwk")));
        assertThat(renewed.verifyingKey()).isNotEqualTo(SigningKey.read(first).verifyingKey());
        assertThat(relay(id).fingerprint()).isEqualTo(renewed.verifyingKey().fingerprint());

        await().atMost(LIMIT).until(() -> Files.exists(folder.resolve("bot-command.jwk.announced")));
        assertThat(bot.relays().nextCommandKey())
                .contains(bot.nextCommandKey.verifyingKey().fingerprint());
        assertThat(relay(id).nextKey()).isEqualTo(Relay.NextKey.ANNOUNCED);
        assertThat(new AcceptKeyCommand()
                        .run(List.of(folder.resolve("relay.yaml").toString()), console))
                .isEqualTo(ConsoleCommand.DONE);
        assertAnswers();
        await().atMost(LIMIT).until(() -> relay(id).nextKey() == Relay.NextKey.ACCEPTED);
        bot.commandWithNextKey();

        await().atMost(LIMIT).until(() -> bot.relays().connected("directory"));
        assertAnswers();
        assertThat(Files.readString(folder.resolve("bot-command.jwk")))
                .isEqualTo(bot.nextCommandKey.verifyingKey().toPublicJwk());
        assertThat(agent.ended).isNotDone();
        assertThat(relay(id).trouble()).isNull();
        assertThat(relay(id).nextKey()).as("of the one after it").isEqualTo(Relay.NextKey.ANNOUNCED);
    }

    private String enrol(Clock clock) {
        String code = bot.enrolments().invite(ANNA, "Lyon").code();
        int exit = new EnrolCommand("1.0", clock)
                .run(List.of("--bot", bot.url().toString(), "--code", code, "--directory", folder.toString()), console);
        assertThat(exit).as(console.lines.toString()).isEqualTo(ConsoleCommand.DONE);
        return bot.relays().list().stream()
                .filter(relay -> relay.state() == Relay.State.WAITING)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private PracticeAgent start(String id) throws IOException {
        PracticeAgent agent = PracticeAgent.enrolled(bot, id, folder, doing);
        agents.add(agent);
        return agent;
    }

    private Relay relay(String id) {
        return bot.relays().list().stream()
                .filter(relay -> relay.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void assertAnswers() {
        assertThat(bot.reading().directory(LIMIT).join()).isInstanceOf(Seen.class);
    }

    /** Who says yes to everything. */
    private static final class Console implements Terminal {

        private final List<String> lines = new ArrayList<>();

        @Override
        public void say(String line) {
            lines.add(line);
        }

        @Override
        public void complain(String line) {
            lines.add(line);
        }

        @Override
        public Optional<String> ask(String question) {
            return Optional.of("yes");
        }

        @Override
        public Optional<char[]> askSecret(String question) {
            return Optional.empty();
        }
    }
}
