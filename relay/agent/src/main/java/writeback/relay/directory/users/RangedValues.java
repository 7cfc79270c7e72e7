package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.protocol.fact.Cause;

/**
 * All values of an attribute of which a domain controller gives so many at a time (MS-ADTS 3.1.1.3.1.3.3, Range Retrieval
 * of Attribute Values): it answers {@code member;range=0-1499}, and {@code member;range=1500-*} with the last ones.
 */
final class RangedValues {

    private static final Pattern RANGE = Pattern.compile(";range=(\\d+)-(\\d+|\\*)$", Pattern.CASE_INSENSITIVE);

    private RangedValues() {}

    /**
     * Reads them.
     *
     * @return empty when the object has no such attribute, or is hidden
     * @throws DirectoryTrouble also when there are more than {@code atMost}
     */
    static List<String> read(DomainSession session, String distinguishedName, String attribute, int atMost)
            throws DirectoryTrouble {
        List<String> values = new ArrayList<>();
        String asked = attribute;
        while (true) {
            Optional<? extends Entry> entry = session.entry(distinguishedName, asked);
            Optional<Attribute> given = entry.flatMap(found -> found.getAttributes().stream()
                    .filter(one -> one.getBaseName().equalsIgnoreCase(attribute) && one.size() > 0)
                    .findFirst());
            if (given.isEmpty()) {
                return values;
            }
            values.addAll(List.of(given.get().getValues()));
            if (values.size() > atMost) {
                throw new DirectoryTrouble(
                        Cause.FAILED, distinguishedName + " has more than " + atMost + " of " + attribute);
            }
            Matcher range = RANGE.matcher(given.get().getName());
            if (!range.find() || range.group(2).equals("*")) {
                return values;
            }
            asked = attribute + ";range=" + (Long.parseLong(range.group(2)) + 1) + "-*";
        }
    }
}
