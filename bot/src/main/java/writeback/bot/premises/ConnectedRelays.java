package writeback.bot.premises;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The relays that are connected for one capability at one moment. */
record ConnectedRelays(List<One> relays) {

    boolean none() {
        return relays.isEmpty();
    }

    /** When there are some and none of them knows an operation: name and version of each. Empty otherwise. */
    Optional<String> tooOld(String operation) {
        return none() || relays.stream().anyMatch(relay -> relay.knows(operation))
                ? Optional.empty()
                : Optional.of(relays.stream()
                        .map(relay -> relay.name() + " (" + relay.version() + ")")
                        .sorted()
                        .collect(Collectors.joining(", ")));
    }

    /** @param operations what it knows; null from before that was kept */
    record One(String name, String version, @Nullable Set<String> operations) {

        boolean knows(String operation) {
            return operations == null || operations.contains(operation);
        }
    }
}
