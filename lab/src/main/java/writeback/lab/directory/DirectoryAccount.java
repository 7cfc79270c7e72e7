package writeback.lab.directory;

/**
 * A user account of the domain.
 *
 * @param dn its distinguished name
 * @param sam its {@code sAMAccountName}
 * @param userPrincipalName the name it signs in with
 * @param displayName the name people read
 * @param sid its {@code objectSid}, as text
 * @param enabled whether it may sign in ({@code userAccountControl} without ACCOUNTDISABLE)
 */
public record DirectoryAccount(
        String dn, String sam, String userPrincipalName, String displayName, String sid, boolean enabled) {}
