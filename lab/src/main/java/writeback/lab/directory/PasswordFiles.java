package writeback.lab.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes passwords and keeps them in files that only their owner may read. */
public final class PasswordFiles {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final Path folder;

    public PasswordFiles(Path folder) {
        this.folder = folder;
    }

    /** A new password for each name, each in its file. */
    public Map<String, String> make(List<String> names) {
        Map<String, String> passwords = new LinkedHashMap<>();
        for (String name : names) {
            String password = random();
            write(of(name), password);
            passwords.put(name, password);
        }
        return passwords;
    }

    public Path of(String name) {
        return folder.resolve(name + ".password");
    }

    /** 24 characters that any sensible complexity rule takes. */
    public static String random() {
        StringBuilder password = new StringBuilder("x7-Q");
        for (int i = 0; i < 20; i++) {
            password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return password.toString();
    }

    private static void write(Path file, String password) {
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
