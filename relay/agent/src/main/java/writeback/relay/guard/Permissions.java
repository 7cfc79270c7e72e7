package writeback.relay.guard;

import java.util.Map;
import writeback.relay.operation.Operation;

/** {@code operations} in {@code relay.yaml}. What is not named there: reading runs, changing is refused. */
public final class Permissions {

    private final Map<String, Permission> named;

    /** @param named by operation */
    public Permissions(Map<String, Permission> named) {
        this.named = Map.copyOf(named);
    }

    public Permission of(Operation operation) {
        return named.getOrDefault(operation.name(), operation.changes() ? Permission.REFUSED : Permission.UNATTENDED);
    }
}
