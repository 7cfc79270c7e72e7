package writeback.relay.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static writeback.relay.Practice.NOW;
import static writeback.relay.Practice.setting;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;

class JournalTest {

    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    Path folder;

    private final Command command = setting("c", 1);

    @Test
    void whatWasDoneIsKnownAfterARestart() throws IOException {
        write(true);

        try (Journal journal = Journal.open(folder, "agent-1", CLOCK)) {
            assertThat(journal.damage()).isEmpty();
            assertThat(journal.find("c")).hasValueSatisfying(entry -> {
                assertThat(entry.stage()).isEqualTo(Entry.Stage.DONE);
                assertThat(entry.outcome()).isEqualTo(new Outcome.Done("{\"é\":1}"));
                assertThat(entry.digest()).isEqualTo(Digest.of(command));
            });
            assertThat(journal.find(command.change().hash(), 0)).isPresent();
            assertThat(journal.find(command.change().hash(), 1)).isEmpty();
        }
    }

    @Test
    void everyTornLastLineIsCutOffAndTheRestIsKnown() throws IOException {
        write(true);
        byte[] whole = Files.readAllBytes(folder.resolve("journal"));
        int lastLine = lastLineStart(whole);

        for (int length = lastLine; length < whole.length; length++) {
            Files.write(folder.resolve("journal"), Arrays.copyOf(whole, length));
            try (Journal journal = Journal.open(folder, "agent-1", CLOCK)) {
                assertThat(journal.damage()).isEmpty();
                assertThat(journal.find("c").orElseThrow().stage()).isEqualTo(Entry.Stage.STARTED);
            }
            assertThat(Files.size(folder.resolve("journal"))).isEqualTo(lastLine);
        }
    }

    @Test
    void afterATornLineItIsWrittenOn() throws IOException {
        write(false);
        Path file = folder.resolve("journal");
        Files.write(file, "torn".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        try (Journal journal = Journal.open(folder, "agent-1", CLOCK)) {
            journal.done("c", 1, new Outcome.Failed("a", "b"));
        }

        try (Journal journal = Journal.open(folder, "agent-1", CLOCK)) {
            assertThat(journal.damage()).isEmpty();
            assertThat(journal.find("c").orElseThrow().outcome()).isEqualTo(new Outcome.Failed("a", "b"));
        }
    }

    @Test
    void aChangedLineIsDamageAndNothingMoreIsWritten() throws IOException {
        write(true);
        Path file = folder.resolve("journal");
        Files.writeString(file, Files.readString(file).replace("STARTED", "STARTEX"));

        try (Journal journal = Journal.open(folder, "agent-1", CLOCK)) {
            assertThat(journal.damage())
                    .hasValueSatisfying(text -> assertThat(text).contains("line 3"));
            assertThat(journal.find("c").orElseThrow().stage()).isEqualTo(Entry.Stage.RECEIVED);
            assertThatThrownBy(() -> journal.received(command, command.change()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aLineThatWasTakenOutIsDamage() throws IOException {
        write(true);
        Path file = folder.resolve("journal");
        List<String> lines = Files.readAllLines(file);
        Files.writeString(file, lines.get(0) + "\n" + lines.get(2) + "\n");

        try (Journal journal = Journal.open(folder, "agent-1", CLOCK)) {
            assertThat(journal.damage()).isPresent();
        }
    }

    @Test
    void receivedAgainItStaysAsFarAsItWas() throws IOException {
        write(false);
        try (Journal journal = Journal.open(folder, "agent-1", CLOCK)) {
            journal.received(setting("c", 7), command.change());

            assertThat(journal.find("c").orElseThrow())
                    .returns(Entry.Stage.STARTED, Entry::stage)
                    .returns(7L, Entry::fence);
        }
    }

    @Test
    void twoAgentsCannotShareOne() throws IOException {
        try (Journal journal = Journal.open(folder, "agent-1", CLOCK)) {
            assertThat(journal.damage()).isEmpty();
            assertThatThrownBy(() -> Journal.open(folder, "agent-1", CLOCK))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another relay");
        }
    }

    private void write(boolean done) throws IOException {
        try (Journal journal = Journal.open(folder, "agent-1", CLOCK)) {
            journal.received(command, command.change());
            journal.started("c", 1);
            if (done) {
                journal.done("c", 1, new Outcome.Done("{\"é\":1}"));
            }
        }
    }

    private static int lastLineStart(byte[] content) {
        int at = content.length - 1;
        while (content[at - 1] != '\n') {
            at--;
        }
        return at;
    }
}
