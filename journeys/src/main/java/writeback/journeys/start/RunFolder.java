package writeback.journeys.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of one run: {@code pids}, {@code logs}, {@code keys}, configuration, and a working folder for each part. */
public final class RunFolder {
    private final Path root;

    private static final String MARK = ".run-folder";

    /** Open, and locked, while an organisation runs here. */
    private @Nullable FileChannel mark;

    RunFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /**
     * Makes it an empty run folder for its owner alone, and keeps every other organisation out until {@link #leave}; what an
     * earlier run left goes.
     *
     * @throws StartFailed when there is something in it that no run has made, or when another one runs there
     */
    void clear() {
        folder("");
        try (Stream<Path> inside = Files.list(root)) {
            List<Path> found = inside.toList();
            if (!found.isEmpty() && !Files.exists(root.resolve(MARK))) {
                throw new StartFailed(root + " is no run folder and not empty; choose another with --run=FOLDER.");
            }
            enter();
            for (Path path : found) {
                if (!path.endsWith(MARK)) {
                    delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        folder("pids");
        folder("logs");
        folder("keys");
    }

    private void enter() throws IOException {
        FileChannel channel = FileChannel.open(root.resolve(MARK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean free;
        try {
            free = channel.tryLock() != null;
        } catch (OverlappingFileLockException held) {
            free = false;
        }
        if (!free) {
            channel.close();
            throw new StartFailed("Another practice organisation runs in " + root
                    + ". Stop it, or give this one its own place: --run=FOLDER --port=N.");
        }
        mark = channel;
    }

    /** Lets others in; does nothing when this one never came in. */
    void leave() {
        try {
            if (mark != null) {
                mark.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path root() {
        return root;
    }

    Path log(String part) {
        return root.resolve("logs").resolve(part + ".log");
    }

    Path key(String name) {
        return root.resolve("keys").resolve(name);
    }

    Path workingFolder(String part) {
        return folder(part);
    }

    Path write(String name, String text) {
        return write(root.resolve(name), text);
    }

    /** Writes a file only its owner can read. */
    static Path write(Path file, String text) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path pids() {
        return root.resolve("pids");
    }

    void writePid(String part, long pid) {
        write(pids().resolve(part), pid + "\n");
    }

    void removePid(String part) {
        try {
            Files.deleteIfExists(pids().resolve(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With all that is below it. */
    static void delete(Path path) throws IOException {
        try (Stream<Path> below = Files.walk(path)) {
            for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(
                    root.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
