package writeback.relay.directory.users;

import java.util.List;
import writeback.relay.directory.DirectoryTrouble;

/**
 * Some of the users below a container, in the order of a number that does not change, so that a walk can go on behind it.
 *
 * @param <T> what is made of a user
 */
interface Users<T> {

    record Numbered<T>(long number, T result) {}

    boolean isFinished();

    /** All users up to this number have been given. */
    long after();

    /**
     * The next users.
     *
     * @param atMost 1 or more
     * @return rising by number; may be empty before the end
     */
    List<Numbered<T>> next(int atMost) throws DirectoryTrouble;
}
