package writeback.lab.directory;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The on-premises domain of the practice organisation, running.
 *
 * <p>Thread-safe: the lab's page, its writeback engine and its Group Policy client use it side by side.
 */
public interface PracticeDirectory extends AutoCloseable {

    /** Where the directory is and who its accounts are: the {@code directory} block of {@code lab.json}. */
    DirectoryDescription describe();

    /**
     * Sets one of the lab's state keys that this directory answers for: {@code directory.*}, {@code domain.*},
     * {@code gpo.*}, {@code pso.*}, {@code replica.*} and so on. It has taken effect when the call returns.
     *
     * @param value a boolean, a number or null, as the key's row in the lab's README says
     * @throws IllegalArgumentException when the key is not this directory's, this kind of directory cannot do it, or
     *     the value does not suit the key
     * @throws DirectoryTrouble when the directory itself could not do it
     */
    void apply(String key, @Nullable Object value);

    /**
     * Lets the domain controller's Group Policy client work now.
     *
     * @param force applies policies again whose versions did not change, as {@code gpupdate /force} does
     * @throws DirectoryTrouble when the client could not run
     */
    void refreshGroupPolicy(boolean force);

    /**
     * The account that signs in with that name, if there is one.
     *
     * @param userPrincipalName compared without regard to case
     * @throws DirectoryTrouble when the directory does not answer
     */
    Optional<DirectoryAccount> findByUserPrincipalName(String userPrincipalName);

    /** The lab's own hand in this domain, past all access rules. */
    DomainHand hand();

    /** Stops everything this directory started; does nothing the second time. */
    @Override
    void close();
}
