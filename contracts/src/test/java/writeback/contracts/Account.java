package writeback.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An account of the directory whose password we were given.
 *
 * @param name distinguished name, or what a simple bind takes otherwise
 * @param sam its {@code sAMAccountName}
 * @param passwordFile holds the password and nothing else
 */
public record Account(String name, String sam, Path passwordFile) {

    /** The password, read now. */
    public String password() {
        try {
            return Files.readString(passwordFile).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
