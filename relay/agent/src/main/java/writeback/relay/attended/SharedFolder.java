package writeback.relay.attended;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder in the data folder that operators use beside the agent: those who may write the data folder, by its group, and
 * nobody else. Where there are no POSIX permissions (Windows), a folder inherits the data folder's access list.
 */
final class SharedFolder {

    private static final String MODE = "unix:mode";

    /** The group may look in; what is made in it is of the folder's group, so that both sides can read it. */
    private static final int FOR_GROUP = 02770;

    private final Path folder;
    private final @Nullable PosixFileAttributes around;

    private SharedFolder(Path folder, @Nullable PosixFileAttributes around) {
        this.folder = folder;
        this.around = around;
    }

    /** Makes the folder if it is absent, and closes it to all but the agent. */
    static SharedFolder closed(Path dataFolder, Path folder) throws IOException {
        Files.createDirectories(folder);
        boolean posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null;
        if (posix) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        return new SharedFolder(folder, posix ? Files.readAttributes(dataFolder, PosixFileAttributes.class) : null);
    }

    /** Opens the folder, and one file in it, to those who may write the data folder. */
    void admit(Path file) throws IOException {
        if (around != null) {
            boolean group = group();
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(group ? "rw-rw----" : "rw-------"));
            if (group) {
                Files.getFileAttributeView(file, PosixFileAttributeView.class).setGroup(around.group());
            }
            admit();
        }
    }

    /** Opens the folder to those who may write the data folder. */
    void admit() throws IOException {
        if (around != null && group()) {
            Files.getFileAttributeView(folder, PosixFileAttributeView.class).setGroup(around.group());
            Files.setAttribute(folder, MODE, FOR_GROUP);
        }
    }

    /**
     * Why what this user writes into the folder would be of no use to the agent, as a sentence for the user, or empty.
     * Nothing of the trial stays there.
     */
    static Optional<String> objection(Path folder) {
        Path trial;
        try {
            trial = Files.createTempDirectory(folder, "trial");
        } catch (IOException e) {
            return Optional.of("you may not write into " + folder + ", where the values from before are kept ("
                    + e.getClass().getSimpleName() + "): ask the relay's owner for access");
        }
        try {
            return unreadable(folder, Files.createDirectory(trial.resolve("made")));
        } catch (IOException e) {
            return Optional.of(folder + " cannot be used: " + e.getMessage());
        } finally {
            delete(trial.resolve("made"));
            delete(trial);
        }
    }

    private static Optional<String> unreadable(Path folder, Path made) throws IOException {
        if (Files.getFileAttributeView(made, PosixFileAttributeView.class) == null) {
            return Optional.empty();
        }
        PosixFileAttributes outer = Files.readAttributes(folder, PosixFileAttributes.class);
        PosixFileAttributes mine = Files.readAttributes(made, PosixFileAttributes.class);
        boolean readable = mine.owner().equals(outer.owner())
                || mine.group().equals(outer.group())
                        && mine.permissions().contains(PosixFilePermission.GROUP_READ)
                        && mine.permissions().contains(PosixFilePermission.GROUP_EXECUTE)
                || mine.permissions().contains(PosixFilePermission.OTHERS_READ)
                        && mine.permissions().contains(PosixFilePermission.OTHERS_EXECUTE);
        return readable
                ? Optional.empty()
                : Optional.of("the relay could not read what you write into " + folder
                        + "; run: umask 027, and have its owner run: chmod g+s " + folder);
    }

    private boolean group() {
        return around != null && around.permissions().contains(PosixFilePermission.GROUP_WRITE);
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // An empty folder with a name that says what it was.
        }
    }
}
