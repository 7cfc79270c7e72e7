package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import writeback.lab.directory.PracticeDomain;

/** Finds accounts by what they are called without a walk through all of them, of which there may be very many. */
final class Names {

    private final ServerHand hand;
    private final Map<String, String> byName = new ConcurrentHashMap<>();

    Names(ServerHand hand) {
        this.hand = hand;
    }

    /** Takes note of a new entry, if it has a name to sign in with. */
    void born(Entry entry) {
        for (String attribute : new String[] {"sAMAccountName", "userPrincipalName"}) {
            String name = entry.getAttributeValue(attribute);
            if (name != null) {
                byName.put(name.toLowerCase(Locale.ROOT), entry.getDN());
            }
        }
    }

    /** The account that is called so now; whoever was renamed since is looked for the long way. */
    Optional<Entry> find(String attribute, String name) {
        return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)))
                .flatMap(hand::get)
                .filter(entry -> entry.hasAttributeValue(attribute, name))
                .or(
                        () -> hand
                                .search(
                                        PracticeDomain.BASE,
                                        Filter.createEqualityFilter(attribute, name)
                                                .toString(),
                                        "*")
                                .stream()
                                .findFirst());
    }
}
