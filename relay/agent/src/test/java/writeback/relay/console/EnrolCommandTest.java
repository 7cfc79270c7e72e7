package writeback.relay.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import writeback.relay.directory.signin.SecretFile;
import writeback.relay.enrolment.SmallBot;
import writeback.relay.protocol.message.EnrolmentCode;
import writeback.relay.protocol.message.EnrolmentRequest;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.message.VerifyingKey;
import writeback.relay.settings.BadSettingsException;
import writeback.relay.settings.RelayYaml;

class EnrolCommandTest {

    @TempDir
    Path folder;

    private final WrittenTerminal terminal = new WrittenTerminal();
    private SmallBot bot;
    private EnrolmentCode code;
    private Path key;
    private Path yaml;

    @BeforeEach
    void start() throws IOException {
        bot = new SmallBot(SigningKey.generate().verifyingKey());
        code = EnrolmentCode.make(bot.commandKey.verifyingKey());
        key = folder.resolve("agent.jwk");
        yaml = folder.resolve("relay.yaml");
    }

    @AfterEach
    void stop() {
        bot.close();
    }

    @Test
    void aFirstEnrolmentLeavesAllFilesAndAStarterThatLacksTheDirectoryOnly() throws Exception {
        assertThat(enrol("--name", "Lyon \"2\": #1")).isEqualTo(ConsoleCommand.DONE);

        SigningKey own = SigningKey.read(Files.readString(key));
        assertThat(own.verifyingKey()).isEqualTo(bot.present());
        assertThat(own.madeAt()).isPresent();
        assertThat(SecretFile.objection(key)).isEmpty();
        assertThat(VerifyingKey.read(Files.readString(folder.resolve("bot-command.jwk"))))
                .isEqualTo(bot.commandKey.verifyingKey());
        assertThat(terminal.said()).contains("  " + own.verifyingKey().fingerprint());
        assertThat(problems()).allMatch(problem -> problem.contains("directory"));
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("agent.jwk", "bot-command.jwk", "relay.yaml", "data");
        }
        EnrolmentRequest request = posted(0);
        assertThat(request.name()).isEqualTo("Lyon \"2\": #1");
        assertThat(request.capabilities()).containsExactly("directory");
        assertThat(request.secret()).isEqualTo(code.secret());
        assertThat(request.permissions())
                .containsEntry("read-directory", "unattended")
                .containsEntry("grant-rights", "refused");
    }

    @Test
    void whatIsShownIsNeverTheSecretNorTheKey() throws Exception {
        enrol();
        bot.answerEnrolments(text -> SmallBot.no(403, "wrong-code"));
        enrol("--again");

        String shown = terminal.said() + "\n" + terminal.complaints();
        assertThat(shown).doesNotContain(code.secret());
        assertThat(shown).doesNotContain("\"d\"");
    }

    @Test
    void theCodeOfAnotherBotIsToldBeforeAnythingSecretIsSaid() {
        code = EnrolmentCode.make(SigningKey.generate().verifyingKey());

        assertThat(enrol()).isEqualTo(ConsoleCommand.REFUSED);

        assertThat(terminal.complaints()).singleElement().asString().contains("another bot");
        assertThat(bot.posted).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "403, wrong-code",
        "404, unknown-code",
        "409, used-code",
        "410, expired-code",
        "423, locked-code",
        "400, unfit",
        "400, malformed",
        "503, no-command-key",
        "401, turned-down"
    })
    void whatTheBotRefusesIsSaidWithItsCode(int status, String refusal) {
        bot.answerEnrolments(text -> SmallBot.no(status, refusal));

        assertThat(enrol()).isEqualTo(ConsoleCommand.REFUSED);

        assertThat(terminal.complaints()).singleElement().asString().contains(refusal);
        assertThat(key).doesNotExist();
        assertThat(yaml).doesNotExist();
    }

    @Test
    void anAnswerThatGotLostIsAskedForAgainWithTheSameKey() throws Exception {
        AtomicBoolean cut = new AtomicBoolean();
        bot.answerEnrolments(text -> {
            SmallBot.Answer answer = bot.enrolled(text);
            return cut.getAndSet(true) ? answer : new SmallBot.Answer(200, "");
        });
        assertThat(enrol()).isEqualTo(ConsoleCommand.MACHINE);
        assertThat(key).doesNotExist();

        assertThat(enrol()).isEqualTo(ConsoleCommand.DONE);

        assertThat(posted(0).publicKey()).isEqualTo(posted(1).publicKey());
        assertThat(SigningKey.read(Files.readString(key)).verifyingKey()).isEqualTo(bot.present());
    }

    @Test
    void cutOffBeforeTheKeyHasItsNameItIsRunAgain() throws Exception {
        assertThat(enrol()).isEqualTo(ConsoleCommand.DONE);
        // as a crash before the last step leaves it
        Files.move(key, folder.resolve("agent.jwk.new"));
        String starter = Files.readString(yaml);

        assertThat(enrol()).isEqualTo(ConsoleCommand.DONE);

        assertThat(posted(0).publicKey()).isEqualTo(posted(1).publicKey());
        assertThat(Files.readString(yaml)).isEqualTo(starter);
        assertThat(terminal.said()).anyMatch(line -> line.endsWith("is as it must be."));
    }

    @Test
    void aKeyThatCameWithAnotherCodeBeforeMakesPlaceForANewOne() throws Exception {
        Files.writeString(folder.resolve("agent.jwk.new"), SigningKey.generate().toPrivateJwk());
        AtomicBoolean known = new AtomicBoolean();
        bot.answerEnrolments(text -> known.getAndSet(true) ? bot.enrolled(text) : SmallBot.no(409, "key-registered"));

        assertThat(enrol()).isEqualTo(ConsoleCommand.DONE);

        assertThat(posted(0).publicKey()).isNotEqualTo(posted(1).publicKey());
    }

    @Test
    void whatIsEnrolledIsLeftAloneWithoutAgain() throws Exception {
        assertThat(enrol()).isEqualTo(ConsoleCommand.DONE);
        String before = Files.readString(key);

        assertThat(enrol()).isEqualTo(ConsoleCommand.REFUSED);
        assertThat(Files.readString(key)).isEqualTo(before);
        assertThat(terminal.complaints()).singleElement().asString().contains("--again");

        Files.writeString(folder.resolve("agent.jwk.next"), "begun");
        Files.writeString(folder.resolve("bot-command.jwk.accepted"), "of a former bot");
        assertThat(enrol("--again")).isEqualTo(ConsoleCommand.DONE);
        assertThat(Files.readString(key)).isNotEqualTo(before);
        assertThat(folder.resolve("agent.jwk.next")).doesNotExist();
        assertThat(folder.resolve("bot-command.jwk.accepted")).doesNotExist();
    }

    @Test
    void anOwnersSettingsAreNotTouchedAndTheLinesToSetAreSaid() throws Exception {
        String own = "bot:\n  url: https://old\n  command-key-file: keys/bot.jwk\nagent:\n  id: agent-1\n"
                + "  key-file: keys/own.jwk\n  tenant: tenant-1\n  capabilities: [directory, entraconnect]\n";
        Files.createDirectories(folder.resolve("keys"));
        Files.writeString(yaml, own);

        assertThat(enrol()).isEqualTo(ConsoleCommand.DONE);

        assertThat(Files.readString(yaml)).isEqualTo(own);
        assertThat(folder.resolve("keys/own.jwk")).exists();
        assertThat(folder.resolve("keys/bot.jwk")).exists();
        assertThat(posted(0).capabilities()).containsExactly("directory", "entraconnect");
        assertThat(terminal.said())
                .contains("  bot.url: " + bot.url(), "  agent.id: relay-1", "  agent.premises: main")
                .noneMatch(line -> line.contains("agent.tenant") || line.contains("agent.capabilities"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--bot",
                "--bot x",
                "--nonsense",
                "--bot https://bot --code nonsense",
                "--bot http://bot.contoso.com --code CODE",
                "--bot https://bot --code CODE --capabilities shell",
                "--bot https://bot --bot https://bot --code CODE"
            })
    void wrongWordsAreToldAndNothingIsDone(String words) {
        List<String> arguments = words.isEmpty()
                ? List.of()
                : List.of(words.replace("CODE", code.text()).split(" "));

        assertThat(command().run(arguments, terminal)).isEqualTo(ConsoleCommand.WRONG);

        assertThat(terminal.complaints()).last().asString().startsWith("usage: writeback-relay enrol");
        assertThat(bot.posted).isEmpty();
    }

    private List<String> problems() {
        try {
            RelayYaml.load(yaml);
            return List.of();
        } catch (BadSettingsException e) {
            return e.problems();
        }
    }

    private EnrolmentRequest posted(int index) {
        return ((Opened.Verified<EnrolmentRequest.Presented>) EnrolmentRequest.open(bot.posted.get(index)))
                .content()
                .request();
    }

    private int enrol(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--bot", bot.url().toString(), "--code", code.text(), "--directory", folder.toString()));
        arguments.addAll(List.of(more));
        return command().run(arguments, terminal);
    }

    private static EnrolCommand command() {
        return new EnrolCommand("1.0", Clock.systemUTC());
    }
}
