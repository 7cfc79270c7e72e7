package writeback.lab.writeback;

/** How a writeback ended. */
public sealed interface Outcome {

    /** The directory took the new password. */
    record Written() implements Outcome {}

    /**
     * The directory kept its old password.
     *
     * @param reason what stood in the way
     * @param code the code a user would see, such as {@code SSPR_0029} (Microsoft Learn, "Troubleshoot self-service
     *     password reset")
     * @param detail for people who look into it; never holds a password
     */
    record Failed(Reason reason, String code, String detail) implements Outcome {}

    /** What stood in the way. */
    enum Reason {
        /** Writeback is off in the wizard or in the portal. */
        NOT_ENABLED,
        /** No sync server takes the message: its service stands still, or it is a staging server. */
        UNREACHABLE,
        /** The account is not in the domain, or disabled. */
        NO_SUCH_USER,
        /** The directory's password policy refused: age, history, length or complexity. */
        POLICY,
        /** The connector account lacks a right. */
        DENIED,
        /** The directory did not answer, or said something else. */
        DIRECTORY
    }
}
