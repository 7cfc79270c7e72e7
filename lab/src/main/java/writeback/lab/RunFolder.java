package writeback.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The folder everything of one run lives in; only its owner can read what is written here (files 0600, folders 0700).
 *
 * <p>Thread-safe. All methods throw {@link UncheckedIOException} when the disk refuses.
 */
public final class RunFolder {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path root;

    private RunFolder(Path root) {
        this.root = root;
    }

    /** Uses that folder, and makes it where it is not there yet. */
    public static RunFolder at(Path root) {
        return new RunFolder(makeFolder(root.toAbsolutePath().normalize()));
    }

    public Path root() {
        return root;
    }

    /** A folder below this one, made when it is not there yet. */
    public RunFolder folder(String name) {
        return new RunFolder(makeFolder(root.resolve(name)));
    }

    /** Writes the file whole: a reader sees the old text or the new one, never a part. */
    public Path write(String name, String text) {
        try {
            Path half = Files.createTempFile(root, "." + name, ".new", attributes("rw-------"));
            Files.writeString(half, text, StandardCharsets.UTF_8);
            return Files.move(
                    half, root.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new secret of 256 random bits as text, kept in that file. */
    public String writeSecret(String name) {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        write(name, secret);
        return secret;
    }

    private static Path makeFolder(Path folder) {
        try {
            return Files.createDirectories(folder, attributes("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileAttribute<?>[] attributes(String rights) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
