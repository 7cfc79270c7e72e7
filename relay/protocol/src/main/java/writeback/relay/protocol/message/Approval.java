package writeback.relay.protocol.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One person's yes to one plan.
 *
 * @param person {@code tenant/objectId}
 * @param role template id of the active directory role that let them
 * @param evidence room for the approver's own token, which an agent may one day check itself; null today
 */
public record Approval(String person, String role, String planHash, Instant at, @Nullable String evidence) {}
