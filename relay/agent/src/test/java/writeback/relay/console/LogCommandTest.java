package writeback.relay.console;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.relay.Practice.NOW;
import static writeback.relay.Practice.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.journal.Journal;
import writeback.relay.protocol.message.ChainHead;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Heads;
import writeback.relay.protocol.message.Outcome;

class LogCommandTest {

    private static final ChainHead TRAIL = new ChainHead(1042, "a".repeat(64));

    @TempDir
    private Path folder;

    private final Command command = setting("c", 1);
    private final WrittenTerminal terminal = new WrittenTerminal();
    private Journal journal;

    @BeforeEach
    void write() throws IOException {
        // nothing else of it is needed, and no secret
        Files.writeString(folder.resolve("relay.yaml"), "agent: {data-folder: data}\nbot: {}\n");
        Files.createDirectories(folder.resolve("data"));
        journal = Journal.open(folder.resolve("data"), "agent-1", Clock.fixed(NOW, ZoneOffset.UTC));
        journal.hear(new Heads(TRAIL, null));
        journal.received(command, command.change());
        journal.started("c", 1, "CONTOSO\\admin");
        journal.done("c", 1, new Outcome.Failed("not-written", "evil\u001b[2J\nname"));
        journal.refused(setting("d", 1), 1, new Outcome.Refused("not-allowed", "no", "relay.yaml line 3: operations"));
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
    }

    @Test
    void itTellsPeopleWhoWantedWhatAndWhatBecameOfItWhileTheAgentRuns() {
        assertThat(log()).isEqualTo(ConsoleCommand.DONE);

        String plan = command.change().hash().substring(0, 16);
        assertThat(terminal.said())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("2026-11-22T10:00:00Z  begun     agent agent-1"),
                        line -> assertThat(line)
                                .isEqualTo("2026-11-22T10:00:00Z  received  set-minimum-password-age  change change-1"
                                        + "  action 0  plan " + plan + "  requested by tenant/requester"
                                        + "  approved by tenant/approver  bot's trail " + TRAIL.text()),
                        line -> assertThat(line)
                                .contains("  started   ", "change change-1", "at the console by CONTOSO\\admin"),
                        line -> assertThat(line).contains("  done      ", "failed, not-written: evil?[2J?name"),
                        line -> assertThat(line)
                                .contains("  refused   ", "not-allowed: no (relay.yaml line 3: operations)"),
                        line -> assertThat(line).startsWith("5 lines, the chain holds; newest line 5:"));
        assertThat(terminal.complaints()).isEmpty();
    }

    @Test
    void itFindsOneChangeAndATimeAndSpeaksJson() {
        assertThat(log("--change", "change-2")).isEqualTo(ConsoleCommand.DONE);
        assertThat(terminal.said()).hasSize(1);
        assertThat(log("--since", "2026-11-23")).isEqualTo(ConsoleCommand.DONE);
        assertThat(log("--since", "2026-11-22T10:00:01Z", "--verify")).isEqualTo(ConsoleCommand.DONE);
        assertThat(terminal.said()).hasSize(3);
        assertThat(log("--json", "--since", "2026-11-22T10:00:00Z", "--change", "change-1"))
                .isEqualTo(ConsoleCommand.DONE);
        assertThat(terminal.said().subList(3, terminal.said().size()))
                .hasSize(4)
                .allSatisfy(
                        line -> assertThat(line).startsWith("{\"number\":\"").contains("\"changeId\":\"change-1\""));
    }

    @Test
    void whatWasTamperedWithIsSaid() throws IOException {
        journal.close();
        Path file = folder.resolve("data/journal");
        Files.writeString(file, Files.readString(file).replace("CONTOSO\\\\admin", "CONTOSO\\\\other"));

        assertThat(log()).isEqualTo(ConsoleCommand.REFUSED);
        assertThat(terminal.said()).hasSize(2);
        assertThat(terminal.complaints()).singleElement().asString().contains("DOES NOT HOLD", "line 3");
    }

    @Test
    void aLineThatIsJustBeingWrittenIsNoDamage() throws IOException {
        journal.close();
        Files.writeString(folder.resolve("data/journal"), "abc", StandardOpenOption.APPEND);

        assertThat(log("--verify")).isEqualTo(ConsoleCommand.DONE);
    }

    @Test
    void wrongWordsAndAMissingJournalAreSaid() throws IOException {
        assertThat(log("--since", "yesterday")).isEqualTo(ConsoleCommand.WRONG);
        assertThat(log("--nonsense")).isEqualTo(ConsoleCommand.WRONG);
        assertThat(new LogCommand().run(List.of("nowhere.yaml"), terminal)).isEqualTo(ConsoleCommand.WRONG);
        journal.close();
        Files.delete(folder.resolve("data/journal"));
        assertThat(log()).isEqualTo(ConsoleCommand.MACHINE);
        assertThat(terminal.complaints()).last().asString().contains("does not exist");
    }

    private int log(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add(folder.resolve("relay.yaml").toString());
        return new LogCommand().run(all, terminal);
    }
}
