package writeback.relay.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import writeback.relay.guard.Limits;
import writeback.relay.guard.Permission;
import writeback.relay.protocol.plan.GrantRights;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.RevokeRights;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/**
 * What the relay may do beyond looking.
 *
 * @param permissions the owner's word for each changing operation and the rehearsal
 */
record Duties(Map<String, Permission> permissions) {

    /** What runs as the changing account. */
    static final List<String> CHANGES = List.of(
            SetMinimumPasswordAge.OPERATION, SetPsoMinimumAge.OPERATION, GrantRights.OPERATION, RevokeRights.OPERATION);

    static Duties of(Limits limits) {
        Map<String, Permission> permissions = new HashMap<>();
        Stream.concat(CHANGES.stream(), Stream.of(RehearsePolicy.OPERATION))
                .forEach(each -> permissions.put(each, limits.permissions().of(each, true)));
        return new Duties(Map.copyOf(permissions));
    }

    /** Whether the relay's own account needs rights for it. */
    boolean unattended(String operation) {
        return permissions.get(operation) == Permission.UNATTENDED;
    }

    /** Whether it may happen at all. */
    boolean allowed(String operation) {
        return permissions.get(operation) != Permission.REFUSED;
    }

    /** Whether access lists may be changed as the changing account. */
    boolean changesRights() {
        return unattended(GrantRights.OPERATION) || unattended(RevokeRights.OPERATION);
    }

    /** Whether anything needs the changing account. */
    boolean changesUnattended() {
        return CHANGES.stream().anyMatch(this::unattended);
    }

    boolean anyChange() {
        return permissions.keySet().stream().anyMatch(this::allowed);
    }
}
