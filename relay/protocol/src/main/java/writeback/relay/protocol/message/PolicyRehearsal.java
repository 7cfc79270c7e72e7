package writeback.relay.protocol.message;

import java.time.Instant;
import java.util.List;

/**
 * Result of the operation {@code rehearse-policy}.
 *
 * @param resets what was tried, in order
 */
public record PolicyRehearsal(
        Conclusion conclusion, String domainController, String account, Instant at, String detail, List<Reset> resets) {

    /** What the resets prove. */
    public enum Conclusion {
        /** Two hinted resets in a row succeeded, the second on a recent password, and reuse was refused. */
        PROVEN,
        /** The domain controller refused a hinted reset. */
        REFUSED,
        /** The resets prove nothing; the detail says why. */
        CANNOT_TELL
    }

    /**
     * One hinted reset.
     *
     * @param attempt {@code first}, {@code second} or {@code reuse}
     * @param ldapResult LDAP result code; 0 is success
     * @param win32 eight hex digits at the start of the server's message such as {@code 0000052D}, or empty
     */
    public record Reset(String attempt, int ldapResult, String win32) {}
}
