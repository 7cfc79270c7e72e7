package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import writeback.lab.directory.PracticeDomain;

/** Finds objects by what they are called without a walk through all of them, of which there may be very many. */
final class Names {

    /** Never changed, and never given to another object. */
    private static final List<String> IDENTIFIERS = List.of("objectsid", "objectguid");

    private final ServerHand hand;
    private final Map<String, String> byName = new ConcurrentHashMap<>();
    private final Map<String, String> byIdentifier = new ConcurrentHashMap<>();

    Names(ServerHand hand) {
        this.hand = hand;
    }

    /** Takes note of a new entry: its identifiers, and the names to sign in with if it has any. */
    void born(Entry entry) {
        for (String attribute : IDENTIFIERS) {
            byte[] value = entry.getAttributeValueBytes(attribute);
            if (value != null) {
                byIdentifier.put(key(attribute, value), entry.getDN());
            }
        }
        for (String attribute : new String[] {"sAMAccountName", "userPrincipalName"}) {
            String name = entry.getAttributeValue(attribute);
            if (name != null) {
                byName.put(name.toLowerCase(Locale.ROOT), entry.getDN());
            }
        }
    }

    /** Whether that attribute identifies an object for good. */
    static boolean isIdentifier(String attribute) {
        return IDENTIFIERS.contains(attribute.toLowerCase(Locale.ROOT));
    }

    /** The object with that identifier. */
    Optional<Entry> identified(String attribute, byte[] value) {
        return Optional.ofNullable(byIdentifier.get(key(attribute.toLowerCase(Locale.ROOT), value)))
                .flatMap(hand::get)
                .filter(entry -> Arrays.equals(entry.getAttributeValueBytes(attribute), value));
    }

    private static String key(String attribute, byte[] value) {
        return attribute + HexFormat.of().formatHex(value);
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
