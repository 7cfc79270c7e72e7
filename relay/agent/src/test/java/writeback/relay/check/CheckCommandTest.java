package writeback.relay.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.console.ConsoleCommand;
import writeback.relay.console.WrittenTerminal;
import writeback.relay.enrolment.SmallBot;
import writeback.relay.journal.Journal;
import writeback.relay.protocol.message.SigningKey;

/** The command itself, this machine and the sync server. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "shell scripts stand in for PowerShell, modes for access lists")
class CheckCommandTest {

    @TempDir
    private Path folder;

    private SmallBot bot;
    private CheckedRelay relay;

    @BeforeEach
    void start() throws IOException {
        bot = new SmallBot(SigningKey.generate().verifyingKey());
        relay = new CheckedRelay(folder, bot);
    }

    @AfterEach
    void stop() {
        bot.close();
    }

    @Test
    void everyCmdletIsToldAndNothingIsLeftBehind() throws Exception {
        assertThat(relay.check(bot.url())).isEqualTo(ConsoleCommand.DONE);

        assertThat(relay.lines("answers: Entra Connect 2.6.92.0")).hasSize(1);
        assertThat(relay.lines(": answers: ")).hasSize(7);
        assertThat(relay.lines("is not there yet; the first start makes it")).hasSize(1);
        assertThat(relay.dataFolder()).doesNotExist();
        assertThat(bot.posted).hasSize(1);
    }

    @Test
    void settingsThatAreWrongAreToldAsTheStartTellsThemAndNothingElseIsLookedAt() throws Exception {
        relay.also("operations: { grant-everything: unattended }");

        assertThat(relay.check(bot.url())).isEqualTo(ConsoleCommand.WRONG);

        assertThat(relay.terminal.complaints())
                .anyMatch(line -> line.startsWith("relay.yaml line 10: operations.grant-everything: is not known"))
                .last()
                .isEqualTo("Nothing else was looked at: relay.yaml must be right first.");
        assertThat(bot.posted).isEmpty();
    }

    @Test
    void aKeyThatOthersMayOpenIsToldWithItsLine() throws Exception {
        Files.setPosixFilePermissions(folder.resolve("agent.jwk"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(relay.check(bot.url())).isEqualTo(ConsoleCommand.WRONG);
        assertThat(relay.terminal.complaints())
                .anyMatch(line -> line.startsWith("relay.yaml line 4: agent.key-file: ") && line.contains("chmod 600"));
    }

    @Test
    void oneCmdletThatFailsLeavesTheOthersInSight() throws Exception {
        relay.powerShell("case \"$5\" in *Get-Service.ps1) echo 'Get-Service : nein' >&2; exit 1;; esac\n"
                + CheckedRelay.ALL_CMDLETS);

        assertThat(relay.check(bot.url())).isEqualTo(ConsoleCommand.REFUSED);

        assertThat(relay.lines("problem        Get-Service ADSync: Get-Service ended with 1: Get-Service : nein"))
                .hasSize(1);
        assertThat(relay.lines(": answers: ")).hasSize(6);
    }

    @Test
    void aPowerShellThatIsNotThereIsOneProblem() throws Exception {
        relay.noPowerShell();

        assertThat(relay.check(bot.url())).isEqualTo(ConsoleCommand.REFUSED);

        assertThat(relay.lines("connect.powershell: PowerShell cannot be started"))
                .hasSize(1);
        assertThat(relay.lines("not looked at  cmdlets")).hasSize(1);
        assertThat(relay.lines("problem 1,")).hasSize(1);
    }

    @Test
    void theJournalIsReadBesideTheAgentThatHoldsIt() throws Exception {
        Files.createDirectories(relay.dataFolder());
        try (Journal held = Journal.open(relay.dataFolder(), SmallBot.RELAY, Clock.systemUTC())) {
            assertThat(held.damage()).isEmpty();
            byte[] before = Files.readAllBytes(relay.dataFolder().resolve("journal"));

            assertThat(relay.check(bot.url())).isEqualTo(ConsoleCommand.DONE);

            assertThat(relay.lines("the chain holds")).hasSize(1);
            assertThat(relay.dataFolder().resolve("journal")).hasBinaryContent(before);
            assertThat(Files.list(relay.dataFolder())).hasSize(1);
        }
    }

    @Test
    void aJournalThatWasChangedIsAProblem() throws Exception {
        Files.createDirectories(relay.dataFolder());
        Files.writeString(relay.dataFolder().resolve("journal"), "0000 {\"event\":\"begun\"}\n");

        assertThat(relay.check(bot.url())).isEqualTo(ConsoleCommand.REFUSED);
        assertThat(relay.lines("problem        journal: does not hold")).hasSize(1);
    }

    @Test
    void aPauseAndAFreezeAreWarnings() throws Exception {
        Files.createDirectories(relay.dataFolder());
        Files.writeString(relay.dataFolder().resolve("paused"), "since yesterday by anna: holidays");
        relay.also("freeze: [ { from: 2020-01-01, to: 2099-01-01, zone: UTC } ]");

        assertThat(relay.check(bot.url())).isEqualTo(ConsoleCommand.DONE);

        assertThat(relay.lines("warning        pause: the relay does nothing, since yesterday by anna: holidays"))
                .hasSize(1);
        assertThat(relay.lines("freeze[0]: holds now")).hasSize(1);
    }

    @Test
    void jsonHasTheSamePoints() throws Exception {
        assertThat(relay.check(bot.url(), "--json")).isEqualTo(ConsoleCommand.DONE);

        assertThat(relay.terminal.said()).singleElement().satisfies(line -> assertThat(line)
                .startsWith("{")
                .contains("\"about\":\"agent.id\"", "\"state\":\"ok\"", "\"problem\":0"));
    }

    @Test
    void wordsThatItDoesNotKnowAreNotGuessed() {
        WrittenTerminal terminal = new WrittenTerminal();
        CheckCommand command = new CheckCommand(Clock.systemUTC());

        assertThat(command.run(List.of("--fix"), terminal)).isEqualTo(ConsoleCommand.WRONG);
        assertThat(command.run(List.of("a.yaml", "b.yaml"), terminal)).isEqualTo(ConsoleCommand.WRONG);
        assertThat(terminal.complaints()).containsOnly("usage: writeback-relay check [--json] [relay.yaml]");
    }

    @Test
    void whatDoesNotEndInTimeAndWhatBreaksAreProblemsAndTheRestIsKept() {
        CountDownLatch never = new CountDownLatch(1);

        List<Point> points = new Checkup(Duration.ofMillis(200))
                .of(List.of(
                        topic("slow", sheet -> {
                            sheet.ok("first", "seen");
                            never.await();
                        }),
                        topic("broken", sheet -> {
                            throw new IllegalStateException("boom");
                        }),
                        topic("well", sheet -> sheet.ok("all", "seen"))));

        assertThat(points)
                .extracting(point -> point.section() + " " + point.state() + " " + point.about())
                .containsExactly(
                        "slow OK first",
                        "slow PROBLEM the rest of this",
                        "broken PROBLEM the rest of this",
                        "well OK all");
    }

    /** A topic's work. */
    private interface Work {
        void on(Sheet sheet) throws InterruptedException;
    }

    private static Topic topic(String title, Work work) {
        return new Topic() {
            @Override
            public String title() {
                return title;
            }

            @Override
            public void look(Sheet sheet) throws InterruptedException {
                work.on(sheet);
            }
        };
    }
}
