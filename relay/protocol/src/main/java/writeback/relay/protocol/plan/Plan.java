package writeback.relay.protocol.plan;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * An ordered list of actions that one person asks for and another approves.
 *
 * @param tenant the tenant's id
 * @param premises the on-premises place it is for
 * @param requester who asks, as {@code tenant/objectId}
 * @param expiresAt nothing of it starts after this, whole seconds
 */
public record Plan(String tenant, String premises, String requester, Instant expiresAt, List<Action> actions) {

    public Plan {
        actions = List.copyOf(actions);
        expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
        if (actions.isEmpty()) {
            throw new IllegalArgumentException("a plan has at least one action");
        }
    }
}
