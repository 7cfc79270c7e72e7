package writeback.bot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A disk under H2 that becomes full when a test says so: every write then fails with what the system says. H2 makes one of
 * these for each file; what they obey is common to all.
 */
public final class FullDisk extends FilePathWrapper {

    private static final AtomicLong WRITES_LEFT = new AtomicLong(Long.MAX_VALUE);

    /** The address of a database on this disk. */
    public static String url(Path file) {
        FilePath.register(new FullDisk());
        return "jdbc:h2:full:" + file.toAbsolutePath() + ";WRITE_DELAY=0";
    }

    /** Full from now on. */
    public static void fill() {
        fillAfter(0);
    }

    /** Full after so many writes more. */
    public static void fillAfter(long writes) {
        WRITES_LEFT.set(writes);
    }

    /** @return whether a write has failed since it was filled */
    public static boolean free() {
        return WRITES_LEFT.getAndSet(Long.MAX_VALUE) < 0;
    }

    @Override
    public String getScheme() {
        return "full";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(super.open(mode));
    }

    private static final class Channel extends FileBase {

        private final FileChannel file;

        private Channel(FileChannel file) {
            this.file = file;
        }

        private static void room() throws IOException {
            if (WRITES_LEFT.decrementAndGet() < 0) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return file.read(into);
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return file.read(into, position);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            room();
            return file.write(from);
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            room();
            return file.write(from, position);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metadata) throws IOException {
            file.force(metadata);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
