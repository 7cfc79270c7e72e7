package writeback.relay.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The folder of one backup. Its text for people is written last: a folder without it is of a run that changed nothing. All
 * is on the disk when a method returns.
 */
public record BackupFolder(Path path) {

    /** The text for people. */
    public static final String README = "README.txt";

    private static final int ATTEMPTS_AT_MOST = 100;

    /**
     * Makes a new one. An earlier one of the same name is left alone, and the next free name taken.
     *
     * @param backups the folder that has all backups; made where it is not there
     */
    public static BackupFolder create(Path backups, String name) throws IOException {
        Files.createDirectories(backups);
        for (int attempt = 1; ; attempt++) {
            try {
                return new BackupFolder(Files.createDirectory(attempt(backups, name, attempt)));
            } catch (FileAlreadyExistsException e) {
                if (attempt == ATTEMPTS_AT_MOST) {
                    throw e;
                }
            }
        }
    }

    /** The last complete one of that name; a run that left none has changed nothing. */
    public static Optional<BackupFolder> last(Path backups, String name) {
        BackupFolder last = null;
        for (int attempt = 1; attempt <= ATTEMPTS_AT_MOST; attempt++) {
            Path folder = attempt(backups, name, attempt);
            if (!Files.exists(folder)) {
                break;
            }
            last = Files.exists(folder.resolve(README)) ? new BackupFolder(folder) : last;
        }
        return Optional.ofNullable(last);
    }

    private static Path attempt(Path backups, String name, int attempt) {
        return backups.resolve(attempt == 1 ? name : name + "." + attempt);
    }

    public void write(String file, byte[] content) throws IOException {
        SafeFile.write(path.resolve(file), content);
    }

    /**
     * Writes the text for people, which makes the backup complete.
     *
     * @param template resource beside that class, with {@code ${name}} where a value goes
     */
    public void complete(Class<?> beside, String template, Map<String, String> values) throws IOException {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(template))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            write(README, text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
