package writeback.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.contracts.Checked.Point;

/** What {@code writeback-relay check} says of PSOs that the reading account may not see: Samba shows them to all. */
@OnDirectories(value = Kind.MEMORY, labOnly = true)
class CheckHiddenPsosTest {

    @TempDir
    private Path folder;

    private Directory directory;

    @AfterEach
    void showThem() {
        directory.lab().set("pso.readable", true);
    }

    @Test
    void nothingIsClaimedAboutThem(Directory given) {
        directory = given;
        directory.lab().set("pso.readable", false);

        List<Point> points = new Checked(directory, folder).points();

        assertThat(points)
                .filteredOn(point -> point.about().equals("PSOs"))
                .singleElement()
                .satisfies(point -> assertThat(point.state()).isEqualTo("problem"))
                .satisfies(point -> assertThat(point.remedy()).startsWith("dsacls \"CN=Password Settings Container,"));
        assertThat(points)
                .filteredOn(point -> point.about().equals("set-pso-minimum-age"))
                .singleElement()
                .satisfies(point -> assertThat(point.state()).isEqualTo("not looked at"));
        assertThat(points)
                .filteredOn(point -> point.about().equals("more than it needs"))
                .hasSize(3)
                .allSatisfy(point -> assertThat(point.seen()).contains("not PSOs, which are hidden"));
    }
}
