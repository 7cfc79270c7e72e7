package writeback.relay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lines of text in one file, each with the SHA-256 over the hash of the line before and its own text. A line is on disk
 * when {@link #append} returns. One process at a time; not thread-safe.
 */
final class JournalFile implements AutoCloseable {

    private static final int HASH = 64;

    private final FileChannel channel;
    private String lastHash = "";
    private long end;
    private @Nullable String damage;

    private JournalFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens the file, made if absent, and hands every good line to the reader. A last line without its end, torn by a
     * crash, is cut off: nothing was done on its word. Anything else that does not fit the chain is damage; nothing is
     * read behind it.
     *
     * @throws IOException when it cannot be read, or another process holds it
     */
    static JournalFile open(Path path, Consumer<String> reader) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, path);
            JournalFile file = new JournalFile(channel);
            file.read(reader);
            return file;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** What is wrong with the file, if anything is. */
    Optional<String> damage() {
        return Optional.ofNullable(damage);
    }

    /**
     * Adds a line and waits until it is on disk.
     *
     * @throws IOException when it is not: the file then ends as before, or counts as damaged
     */
    void append(String text) throws IOException {
        if (damage != null) {
            throw new IOException(damage);
        }
        String hash = hash(lastHash, text);
        ByteBuffer line = ByteBuffer.wrap((hash + ' ' + text + '\n').getBytes(StandardCharsets.UTF_8));
        long start = end;
        try {
            while (line.hasRemaining()) {
                end += channel.write(line, end);
            }
            channel.force(false);
            lastHash = hash;
        } catch (IOException e) {
            cutBackTo(start);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void lock(FileChannel channel, Path path) throws IOException {
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IOException(path + " is in use: another relay runs on this data folder");
        }
    }

    private void read(Consumer<String> reader) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // until all is read
        }
        byte[] content = bytes.array();
        int start = 0;
        for (int number = 1; start < content.length; number++) {
            int newline = indexOfNewline(content, start);
            if (newline < 0) {
                cutBackTo(start);
                return;
            }
            if (!accept(new String(content, start, newline - start, StandardCharsets.UTF_8), reader)) {
                damage = "line " + number + " of the journal was changed, or the one before it is gone";
                return;
            }
            start = newline + 1;
            end = start;
        }
    }

    private boolean accept(String line, Consumer<String> reader) {
        if (line.length() <= HASH || line.charAt(HASH) != ' ') {
            return false;
        }
        String text = line.substring(HASH + 1);
        String hash = hash(lastHash, text);
        if (!line.startsWith(hash)) {
            return false;
        }
        lastHash = hash;
        reader.accept(text);
        return true;
    }

    private void cutBackTo(long length) {
        end = length;
        try {
            channel.truncate(length);
            channel.force(false);
        } catch (IOException e) {
            damage = "the journal cannot be written: " + e.getMessage();
        }
    }

    private static int indexOfNewline(byte[] content, int from) {
        for (int i = from; i < content.length; i++) {
            if (content[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static String hash(String before, String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(before.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) '\n');
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
