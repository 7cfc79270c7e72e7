package writeback.relay.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.message.ChainHead;

/**
 * A {@link Chain} in a file. A line is on disk when {@link #append} returns. One process at a time writes, others may
 * read meanwhile; not thread-safe.
 *
 * <p>Written as a {@link RandomAccessFile}: an interrupt would close a {@link FileChannel}, and with it give up the lock.
 */
final class JournalFile implements AutoCloseable {

    /**
     * One byte far behind all data: Windows lets nobody read what is locked. An agent that locks the whole file, as older
     * ones do, locks this one too.
     */
    private static final long LOCKED = Long.MAX_VALUE / 2;

    private final RandomAccessFile file;
    private final Chain chain;
    private long end;
    private @Nullable String damage;

    private JournalFile(RandomAccessFile file, Chain chain) {
        this.file = file;
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
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            lock(file.getChannel(), path);
            byte[] content = new byte[Math.toIntExact(file.length())];
            file.readFully(content);
            JournalFile journal = new JournalFile(file, Chain.walk(content, reader));
            if (journal.damage == null && journal.end < content.length) {
                journal.cutBackTo(journal.end);
            }
            return journal;
        } catch (IOException | RuntimeException e) {
            file.close();
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
        byte[] line = Chain.line(hash, text).getBytes(StandardCharsets.UTF_8);
        try {
            file.seek(end);
            file.write(line);
            file.getFD().sync();
        } catch (IOException e) {
            cutBackTo(end);
            throw e;
        }
        end += line.length;
        chain.add(hash);
    }

    @Override
    public void close() throws IOException {
        file.close();
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

    private void cutBackTo(long length) {
        end = length;
        try {
            file.setLength(length);
            file.getFD().sync();
        } catch (IOException e) {
            damage = "the journal cannot be written: " + e.getMessage();
        }
    }
}
