package writeback.relay.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static writeback.relay.Practice.NOW;
import static writeback.relay.Practice.setting;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.protocol.message.ChainHead;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Heads;
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

    @Test
    void anAgentThatLocksTheWholeFileAsOlderOnesDoIsExcludedToo() throws IOException {
        try (FileChannel older = FileChannel.open(
                        folder.resolve("journal"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock whole = older.tryLock()) {
            assertThat(whole.isValid()).isTrue();
            assertThatThrownBy(() -> Journal.open(folder, "agent-1", CLOCK)).hasMessageContaining("another relay");
        }
    }

    @Test
    void theSameRefusalIsWrittenOnceForEachAttempt() throws IOException {
        Outcome.Refused refused = new Outcome.Refused("not-allowed", "no", "");
        try (Journal journal = Journal.open(folder, "agent-1", CLOCK)) {
            for (int fence = 1; fence < 5; fence++) {
                journal.refused(setting("c", fence), fence, refused);
            }
            assertThat(journal.head()).map(ChainHead::number).contains(2L);
            journal.refused(command, 5, new Outcome.Refused("expired", "", ""));
            journal.received(command, command.change());
            journal.refused(command, 6, refused);
            assertThat(journal.head()).map(ChainHead::number).contains(5L);
            journal.received(command, command.change());
            journal.done("c", 7, new Outcome.Done("{}"));
            journal.refused(command, 8, new Outcome.Refused("old-fence", "", ""));
            assertThat(journal.head()).map(ChainHead::number).contains(7L);
        }
    }

    @Test
    void whatWasAnsweredOrLeftDidNotKillTheAgent() throws IOException {
        try (Journal journal = Journal.open(folder, "agent-1", CLOCK)) {
            journal.received(command, command.change());
            journal.left("c", 1);
            journal.received(command, command.change());
            journal.started("c", 1);
            journal.inDoubt("c", 1, new Outcome.InDoubt("x"));
            journal.received(command, command.change());
        }
        byte[] stopped = Files.readAllBytes(folder.resolve("journal"));
        try (Journal journal = Journal.open(folder, "agent-1", CLOCK)) {
            assertThat(journal.find("c").orElseThrow())
                    .returns(3, Entry::attempts)
                    .returns(0, Entry::deaths)
                    .returns(Entry.Stage.STARTED, Entry::stage);
        }
        // without its last line it was killed
        Files.write(folder.resolve("journal"), Arrays.copyOf(stopped, lastLineStart(stopped)));
        for (int life = 0; life < 3; life++) {
            try (Journal journal = Journal.open(folder, "agent-1", CLOCK)) {
                assertThat(journal.find("c").orElseThrow().deaths()).isEqualTo(1);
            }
        }
    }

    @Test
    void aThreadThatIsInterruptedWritesItsLineAndLeavesTheJournalOpenToOthers() throws Exception {
        try (Journal journal = Journal.open(folder, "agent-1", CLOCK)) {
            Thread.currentThread().interrupt();
            try {
                journal.received(command, command.change());
            } finally {
                assertThat(Thread.interrupted())
                        .as("whoever interrupted it is heard")
                        .isTrue();
            }
            journal.started("c", 1);
            journal.done("c", 1, new Outcome.Done("{}"));
            assertThatThrownBy(() -> Journal.open(folder, "agent-1", CLOCK)).hasMessageContaining("another relay");
        }
        try (Journal journal = Journal.open(folder, "agent-1", CLOCK)) {
            assertThat(journal.find("c").orElseThrow().stage()).isEqualTo(Entry.Stage.DONE);
        }
    }

    @Test
    void aDoubtOfWhatWasLaidDownForAnOperatorIsALineToo() throws IOException {
        try (Journal journal = Journal.open(folder, "agent-1", CLOCK)) {
            journal.received(command, command.change());
            journal.left("c", 1);
            journal.started("c", 1, "anna");
            journal.inDoubt("c", 1, new Outcome.InDoubt("x"));

            assertThat(Files.readString(folder.resolve("journal"))).contains("IN_DOUBT");
        }
    }

    @Test
    void aLineThatTheBotKnowsAndIsNotThereIsALossForGood() throws IOException {
        write(true);
        try (Journal journal = Journal.open(folder, "agent-1", CLOCK)) {
            ChainHead head = journal.head().orElseThrow();
            journal.hear(new Heads(null, head));
            assertThat(journal.loss()).isEmpty();
            journal.hear(new Heads(null, new ChainHead(head.number(), "f".repeat(64))));
            assertThat(journal.loss())
                    .hasValueSatisfying(loss -> assertThat(loss).contains("line 4", "writeback-relay enrol --again"));
            assertThat(journal.head()).isEmpty();
        }
        try (Journal journal = Journal.open(folder, "agent-1", CLOCK)) {
            assertThat(journal.loss()).isPresent();
        }
        try (Journal journal = Journal.open(folder, "agent-2", CLOCK)) {
            assertThat(journal.loss()).isEmpty();
            assertThat(journal.find("c")).isEmpty();
            assertThatThrownBy(() -> Journal.setAside(folder, CLOCK)).hasMessageContaining("another relay");
        }
        assertThat(Journal.setAside(folder, Clock.offset(CLOCK, Duration.ofSeconds(1))))
                .hasValueSatisfying(aside -> assertThat(aside).exists());
        assertThat(Journal.setAside(folder, CLOCK)).isEmpty();
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
