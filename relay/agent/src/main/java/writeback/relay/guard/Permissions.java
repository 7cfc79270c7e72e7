package writeback.relay.guard;

import java.util.Map;
import java.util.stream.Collectors;
import writeback.relay.operation.Operation;
import writeback.relay.operation.Operations;

/** {@code operations} in {@code relay.yaml}. What is not named there: reading runs, changing is refused. */
public final class Permissions {

    private final Map<String, Permission> named;

    /** @param named by operation */
    public Permissions(Map<String, Permission> named) {
        this.named = Map.copyOf(named);
    }

    /** The owner's word for each operation of this relay, by name. */
    public Map<String, String> words(Operations operations) {
        return operations.names().stream()
                .flatMap(name -> operations.find(name).stream())
                .collect(Collectors.toMap(
                        Operation::name, operation -> of(operation).word()));
    }

    public Permission of(Operation operation) {
        return of(operation.name(), operation.changes());
    }

    /** @param changes whether it is a changing operation */
    public Permission of(String operation, boolean changes) {
        return named.getOrDefault(operation, changes ? Permission.REFUSED : Permission.UNATTENDED);
    }
}
