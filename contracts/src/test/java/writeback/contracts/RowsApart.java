package writeback.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The rows whose server could not judge: a line each in {@code target/rows-apart.tsv}, for {@code script/test}. */
final class RowsApart {

    private static final Path FILE = Path.of("target", "rows-apart.tsv");

    private RowsApart() {}

    static synchronized void note(Kind kind, Matter matter, String row) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(
                    FILE,
                    kind + "\t" + matter + "\t" + row.replaceAll("\\s+", " ") + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
