package writeback.relay.grouppolicy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/**
 * The files of SYSVOL on one domain controller, as one account sees them. Names are found in any case. Every wait for the
 * share ends. Not thread-safe.
 */
public interface SysvolFiles extends AutoCloseable {

    /** Real policy files have a few kilobytes. */
    int FILE_AT_MOST = 1 << 20;

    /** End of the name of a file that is to replace another one; one that is left over is of no use to anybody. */
    String FRESH = ".writeback-new";

    /**
     * What a file holds.
     *
     * @throws NoSuchFileException when there is none
     * @throws AccessDeniedException when the account may not read it, or may not sign in
     * @throws IOException also when it is larger than {@link #FILE_AT_MOST}, or the share does not answer in time
     */
    byte[] read(SysvolFile file) throws IOException;

    /** Whether the account may write the file and put a new one beside it; writes nothing. */
    boolean replaceable(SysvolFile file) throws IOException;

    /**
     * Replaces a file's content as a whole; readers see the old or the new one, never a part, and so does a crash. Owner and
     * access list stay as they were. Where the account may not give the owner back to a new file, bytes are overwritten in
     * the old one, by one write and only if the length stays the same.
     *
     * @param expected what the file must hold until now
     * @throws ChangedMeanwhileException when it holds something else; nothing is written then
     * @throws OwnerNotKeptException when it could be replaced only by a file of another owner; nothing is written then
     * @throws IOException when it cannot be done, or no answer came; the file holds the old or the new content, and may
     *     get the new one still, until {@link #discard} has been here
     */
    void replace(SysvolFile file, byte[] expected, byte[] content) throws IOException;

    /**
     * Takes away what {@link #replace} was to put in this file's place and did not. What the file holds afterwards stays: no
     * earlier {@code replace} of ours takes effect any more.
     *
     * @throws IOException also when an earlier {@code replace} is still under way
     */
    void discard(SysvolFile file) throws IOException;

    /** Where the file is, for people. */
    String place(SysvolFile file);

    @Override
    void close();

    /** Somebody else wrote the file since we read it. */
    final class ChangedMeanwhileException extends IOException {

        public ChangedMeanwhileException(String file) {
            super(file + " was changed by somebody else meanwhile");
        }
    }

    /** A new file would have another owner or access list than the old one. */
    final class OwnerNotKeptException extends IOException {

        public OwnerNotKeptException(String file, String why) {
            super(file + " could only be replaced by a file of another owner or access list: " + why);
        }
    }
}
