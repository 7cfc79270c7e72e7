package writeback.lab.writeback;

/**
 * Does what Entra Connect's password writeback does when the cloud sends it a new password, and leaves the same events.
 *
 * <p>It looks at the switches for each message. Thread-safe.
 */
public interface WritebackEngine extends AutoCloseable {

    /**
     * An administrator's reset: the user must choose a password of their own at the next sign-in.
     *
     * @param newPassword is wiped before the call returns
     */
    Outcome resetPassword(String userPrincipalName, char[] newPassword);

    /**
     * A person's own reset.
     *
     * @param newPassword is wiped before the call returns
     */
    Outcome selfService(String userPrincipalName, char[] newPassword);

    /** Stops the heartbeat. */
    @Override
    void close();
}
