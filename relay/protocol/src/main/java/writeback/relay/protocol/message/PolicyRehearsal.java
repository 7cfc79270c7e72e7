package writeback.relay.protocol.message;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result of the operation {@code rehearse-policy}: what one domain controller showed, and beside it what each further one
 * did that was asked for.
 *
 * @param domainController DNS name of who was asked first; the PDC emulator if it can be reached
 * @param resets what was tried there, in order
 * @param elsewhere the further ones: the PDC emulator where it could not be asked first, and the domain controller that
 *     the AD connector uses; null: an older agent, which asks one only
 */
public record PolicyRehearsal(
        Conclusion conclusion,
        String domainController,
        String account,
        Instant at,
        String detail,
        List<Reset> resets,
        @Nullable List<Elsewhere> elsewhere) {

    /** What the resets prove of the domain controller that they were made on. */
    public enum Conclusion {
        /** Two hinted resets in a row succeeded, the second on a recent password, and reuse was refused. */
        PROVEN,
        /** The domain controller refused a hinted reset. */
        REFUSED,
        /** The resets prove nothing, or could not be made; the detail says why. */
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

    /**
     * The same on another domain controller. One that could not be reached is here, too, and cannot tell.
     *
     * @param resets empty when none was made
     */
    public record Elsewhere(Conclusion conclusion, String domainController, String detail, List<Reset> resets) {}

    /** This with what other domain controllers showed. */
    public PolicyRehearsal and(List<Elsewhere> others) {
        return new PolicyRehearsal(conclusion, domainController, account, at, detail, resets, List.copyOf(others));
    }
}
