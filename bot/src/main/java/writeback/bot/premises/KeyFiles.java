package writeback.bot.premises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Keys in files that the configuration names. */
final class KeyFiles {

    private KeyFiles() {}

    /** @throws IllegalStateException that names the setting */
    static <T> T read(String setting, Path file, Function<String, T> reader) {
        try {
            return reader.apply(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException(setting + ": " + file + " cannot be read");
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(setting + ": " + file + ": " + e.getMessage());
        }
    }
}
