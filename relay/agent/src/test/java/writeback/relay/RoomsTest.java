package writeback.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoomsTest {

    @Test
    void the_document_names_the_rooms_that_exist() throws IOException {
        String document = Files.readString(Path.of("../../ARCHITECTURE.md"));
        String rooms = document.substring(document.indexOf("Rooms of the agent (`writeback.relay.*`):"));
        List<String> named = Pattern.compile("`(\\w+)` \\(")
                .matcher(rooms.substring(0, rooms.indexOf("\n\n")))
                .results()
                .map(room -> room.group(1))
                .toList();

        try (Stream<Path> packages = Files.list(Path.of("src/main/java/writeback/relay"))) {
            assertThat(packages.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }
}
