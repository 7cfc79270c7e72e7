package writeback.relay.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.relay.Practice.NOW;
import static writeback.relay.Practice.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingsTest {

    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Test
    void aLookThatKillsRestsAndIsTriedAgainOnceInAWhileWhateverItsId() {
        for (int life = 0; life < 3; life++) {
            assertThat(life(Duration.ZERO).begin(reading("c" + life, 1))).isTrue();
        }
        assertThat(life(Duration.ofMinutes(9)).begin(reading("x", 1))).isFalse();
        assertThat(life(Duration.ofMinutes(11)).begin(reading("y", 1))).isTrue();
        assertThat(life(Duration.ofMinutes(12)).begin(reading("z", 1))).isFalse();
        Readings well = life(Duration.ofMinutes(22));
        assertThat(well.begin(reading("z", 1))).isTrue();
        well.end(reading("z", 1));
        assertThat(life(Duration.ofMinutes(23)).begin(reading("z", 1))).isTrue();
    }

    @Test
    void theSameLookSideBySideCountsOnceAndAStopIsNoDeath() {
        for (int life = 0; life < 5; life++) {
            Readings readings = life(Duration.ZERO);
            assertThat(readings.begin(reading("a", 1))).isTrue();
            assertThat(readings.begin(reading("b", 1))).isTrue();
            readings.end(reading("a", 1));
            readings.stop();
            readings.end(reading("b", 1));
        }
    }

    @Test
    void withoutRoomForTheNoteItIsLookedAllTheSameAndOldNotesGo() throws IOException {
        Readings readings = life(Duration.ZERO);
        readings.begin(reading("a", 1));
        life(Duration.ofHours(25)).tidy();
        try (var notes = Files.list(folder.resolve("reading"))) {
            assertThat(notes).isEmpty();
        }
        Files.delete(folder.resolve("reading"));
        Files.writeString(folder.resolve("reading"), "in the way");

        assertThat(life(Duration.ZERO).begin(reading("a", 1))).isTrue();
    }

    private Readings life(Duration later) {
        return new Readings(folder, Clock.offset(CLOCK, later));
    }
}
