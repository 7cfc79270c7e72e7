package writeback.bot.audit;

import java.util.Map;

/** The trail. Rows are only added, each carries the hash of the one before, none holds a secret. */
public interface AuditTrail {

    /**
     * Adds a row in the caller's transaction.
     *
     * @param kind stable, such as {@code change.approved}
     * @param actor a person's text, {@code bot} or {@code relay:ID}
     * @param subject what it is about, such as a change's id
     */
    void append(String kind, String actor, String subject, Map<String, String> details);
}
