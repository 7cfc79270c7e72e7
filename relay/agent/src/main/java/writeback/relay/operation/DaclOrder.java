package writeback.relay.operation;

import java.util.List;
import java.util.Optional;
import writeback.relay.directory.rights.AccessControlEntry;
import writeback.relay.directory.rights.AccessControlList;
import writeback.relay.directory.rights.Sddl;

/** What is to become of an access list. */
sealed interface DaclOrder permits DaclOrder.Grant, DaclOrder.Revoke {

    String domain();

    String target();

    String trustee();

    List<String> entries();

    /** Why it may not begin on this list, or empty. */
    Optional<String> objection(AccessControlList found);

    AccessControlList result(AccessControlList found);

    /** How often each entry stands in the list when it is done; before it is, one or none is the other way round. */
    int countWhenDone();

    /** @throws IllegalArgumentException when one is none that this agent writes */
    default List<AccessControlEntry> parsed() {
        return entries().stream().map(Sddl::parse).toList();
    }

    /** Whether each of the entries stands in the list that often. */
    default boolean all(AccessControlList list, int times) {
        return parsed().stream().allMatch(entry -> list.count(entry) == times);
    }

    /**
     * To add them to the very list that the plan was made from.
     *
     * @param expected fingerprint of that list
     */
    record Grant(String domain, String target, String trustee, List<String> entries, String expected)
            implements DaclOrder {

        @Override
        public Optional<String> objection(AccessControlList found) {
            if (!found.fingerprint().equalsIgnoreCase(expected)) {
                return Optional.of("the access list is no longer the one that the plan was made from");
            }
            return all(found, 0) ? Optional.empty() : Optional.of("an entry is there already");
        }

        @Override
        public AccessControlList result(AccessControlList found) {
            return found.plus(parsed());
        }

        @Override
        public int countWhenDone() {
            return 1;
        }
    }

    /** To take them away from whatever the list is by now. */
    record Revoke(String domain, String target, String trustee, List<String> entries) implements DaclOrder {

        @Override
        public Optional<String> objection(AccessControlList found) {
            return all(found, 1)
                    ? Optional.empty()
                    : Optional.of("not each of the entries is there exactly once as it was written");
        }

        @Override
        public AccessControlList result(AccessControlList found) {
            return found.minus(parsed());
        }

        @Override
        public int countWhenDone() {
            return 0;
        }
    }
}
