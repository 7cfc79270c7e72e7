package writeback.relay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.message.ChainHead;

/**
 * A {@link Chain} in a file. A line is on disk when {@link #append} returns. One process at a time writes, others may
 * read meanwhile; not thread-safe.
 */
final class JournalFile implements AutoCloseable {

    /**
     * One byte far behind all data: Windows lets nobody read what is locked. An agent that locks the whole file, as older
     * ones do, locks this one too.
     */
    private static final long LOCKED = Long.MAX_VALUE / 2;

    private final FileChannel channel;
    private final Chain chain;
    private long end;
    private @Nullable String damage;

    private JournalFile(FileChannel channel, Chain chain) {
        this.channel = channel;
        this.chain = chain;
        this.end = chain.end();
        this.damage = chain.damage().orElse(null);
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
            byte[] content = content(channel);
            JournalFile file = new JournalFile(channel, Chain.walk(content, reader));
            if (file.damage == null && file.end < content.length) {
                file.cutBackTo(file.end);
            }
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

    /** The newest line; empty when there is none. */
    Optional<ChainHead> head() {
        return chain.head();
    }

    boolean holds(ChainHead head) {
        return chain.holds(head);
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
        String hash = chain.next(text);
        ByteBuffer line = ByteBuffer.wrap(Chain.line(hash, text).getBytes(StandardCharsets.UTF_8));
        long start = end;
        try {
            while (line.hasRemaining()) {
                end += channel.write(line, end);
            }
            channel.force(false);
        } catch (IOException e) {
            cutBackTo(start);
            throw e;
        }
        chain.add(hash);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void lock(FileChannel channel, Path path) throws IOException {
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock(LOCKED, 1, false);
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IOException(path + " is in use: another relay runs on this data folder");
        }
    }

    private static byte[] content(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // until all is read
        }
        return bytes.array();
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
}
