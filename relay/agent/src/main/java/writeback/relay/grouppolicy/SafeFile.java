package writeback.relay.grouppolicy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Arrays;

/** Replaces a file as a whole: readers see the old content or the new one, never a part, and so does a crash. */
final class SafeFile {

    private SafeFile() {}

    /** Somebody else wrote the file since we read it. */
    static final class ChangedMeanwhileException extends IOException {

        ChangedMeanwhileException(Path file) {
            super(file + " was changed by somebody else meanwhile");
        }
    }

    /**
     * Replaces the content.
     *
     * @param expected what the file must hold until now
     * @throws ChangedMeanwhileException when it holds something else; nothing is written then
     * @throws IOException when it cannot be done; the file is as it was then
     */
    static void replace(Path file, byte[] expected, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".writeback-new");
        try {
            write(fresh, content);
            keepOwnerAndPermissions(file, fresh);
            if (!Arrays.equals(Files.readAllBytes(file), expected)) {
                throw new ChangedMeanwhileException(file);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Writes a file and has it reach the disk. */
    static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** On Windows a new file in a GPO's folder inherits the folder's rights, as the old one did; elsewhere they are copied. */
    private static void keepOwnerAndPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (source == null || target == null) {
            return;
        }
        PosixFileAttributes before = source.readAttributes();
        PosixFileAttributes now = target.readAttributes();
        if (!before.owner().equals(now.owner())) {
            target.setOwner(before.owner());
        }
        if (!before.group().equals(now.group())) {
            target.setGroup(before.group());
        }
        target.setPermissions(before.permissions());
    }
}
