package writeback.bot.runbook;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Something that was seen to work, or not to, for one claim.
 *
 * @param result what was seen
 * @param domain DNS name of the domain in which it was tried; empty for a claim about none
 * @param details names such as {@code domainController}, {@code account}, {@code server}, {@code code}, {@code by}
 * @param fingerprint of what it rested on; when that has moved, a proof is only a record
 */
public record Evidence(
        Claim claim, Result result, Instant at, String domain, Map<String, String> details, String fingerprint) {

    /** A proof older than this is only a record. */
    public static final Duration LIFETIME = Duration.ofDays(30);

    /** What was seen. */
    public enum Result {
        /** It worked. */
        PROVEN,
        /** It was refused or failed. */
        REFUTED,
        /** It was tried and shows neither. */
        CANNOT_TELL,
        /** An audit entry or an event says so. */
        RECORDED,
        /** An administrator says so. */
        STATED
    }
}
