package writeback.relay.grouppolicy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import writeback.relay.backup.SafeFile;

/** Files of SYSVOL in a folder. */
final class FolderFiles implements SysvolFiles {

    private final Path root;
    private final Duration atMost;

    /** @param atMost for each wait */
    FolderFiles(Path root, Duration atMost) {
        this.root = root;
        this.atMost = atMost;
    }

    @Override
    public byte[] read(SysvolFile file) throws IOException {
        return TimeLimit.within(atMost, () -> content(find(file)));
    }

    @Override
    public boolean replaceable(SysvolFile file) throws IOException {
        return TimeLimit.within(atMost, () -> {
            Path path = find(file);
            return Files.isWritable(path.getParent()) && opensForWriting(path);
        });
    }

    private static boolean opensForWriting(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.isOpen();
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void replace(SysvolFile file, byte[] expected, byte[] content) throws IOException {
        TimeLimit.alone(atMost, () -> {
            Path path = find(file);
            Path fresh = fresh(path);
            try {
                move(fresh, path, expected, content);
            } catch (OwnerNotKeptException e) {
                overwrite(path, Difference.of(expected, content).orElseThrow(() -> e), expected);
            } finally {
                Files.deleteIfExists(fresh);
            }
            return null;
        });
    }

    private static void move(Path fresh, Path path, byte[] expected, byte[] content) throws IOException {
        SafeFile.write(fresh, content);
        keepOwnerAndAccess(path, fresh);
        if (!Arrays.equals(content(path), expected)) {
            throw new ChangedMeanwhileException(path.toString());
        }
        if (Thread.interrupted()) {
            throw new InterruptedIOException("it took too long, so nobody waits for it any more");
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void overwrite(Path path, Difference difference, byte[] expected) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (!Arrays.equals(content(path), expected)) {
                throw new ChangedMeanwhileException(path.toString());
            }
            channel.write(ByteBuffer.wrap(difference.bytes()), difference.start());
            channel.force(true);
        }
    }

    /** A new file in the folder inherits what the old one did; what differs all the same is set. */
    private static void keepOwnerAndAccess(Path from, Path to) throws IOException {
        try {
            PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
            PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
            if (source != null && target != null) {
                keepPosix(source.readAttributes(), target);
            } else {
                keepAcl(from, to);
            }
        } catch (FileSystemException e) {
            throw new OwnerNotKeptException(from.toString(), e.getClass().getSimpleName() + ", " + e.getReason());
        }
    }

    private static void keepPosix(PosixFileAttributes before, PosixFileAttributeView target) throws IOException {
        PosixFileAttributes now = target.readAttributes();
        if (!before.owner().equals(now.owner())) {
            target.setOwner(before.owner());
        }
        if (!before.group().equals(now.group())) {
            target.setGroup(before.group());
        }
        target.setPermissions(before.permissions());
    }

    private static void keepAcl(Path from, Path to) throws IOException {
        AclFileAttributeView source = Files.getFileAttributeView(from, AclFileAttributeView.class);
        AclFileAttributeView target = Files.getFileAttributeView(to, AclFileAttributeView.class);
        if (source == null || target == null) {
            throw new OwnerNotKeptException(from.toString(), "the file system shows neither");
        }
        if (!source.getAcl().equals(target.getAcl())) {
            target.setAcl(source.getAcl());
        }
        if (!source.getOwner().equals(target.getOwner())) {
            target.setOwner(source.getOwner());
        }
        if (!source.getAcl().equals(target.getAcl()) || !source.getOwner().equals(target.getOwner())) {
            throw new OwnerNotKeptException(from.toString(), "they were set and read back otherwise");
        }
    }

    @Override
    public void discard(SysvolFile file) throws IOException {
        TimeLimit.alone(atMost, () -> Files.deleteIfExists(fresh(find(file))));
    }

    private static Path fresh(Path path) {
        return path.resolveSibling(path.getFileName() + FRESH);
    }

    @Override
    public String place(SysvolFile file) {
        try {
            return TimeLimit.within(atMost, () -> find(file)).toString();
        } catch (IOException e) {
            return root + "\\" + file;
        }
    }

    @Override
    public void close() {
        // Nothing stays open between two calls.
    }

    /** Windows does not regard case in names, other systems do. */
    private Path find(SysvolFile file) throws IOException {
        Path at = root;
        for (String name : file.names()) {
            at = anyCase(at, name);
        }
        return at;
    }

    private static Path anyCase(Path folder, String name) throws IOException {
        Path exact = folder.resolve(name);
        if (Files.exists(exact) || !Files.isDirectory(folder)) {
            return exact;
        }
        try (Stream<Path> children = Files.list(folder)) {
            Optional<Path> found = children.filter(
                            child -> child.getFileName().toString().equalsIgnoreCase(name))
                    .findFirst();
            return found.orElse(exact);
        }
    }

    private static byte[] content(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(FILE_AT_MOST + 1);
            if (bytes.length > FILE_AT_MOST) {
                throw new IOException(file + " is over " + FILE_AT_MOST + " bytes");
            }
            return bytes;
        }
    }
}
