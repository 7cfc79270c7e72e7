package writeback.relay.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import writeback.relay.protocol.fact.Cause;

/**
 * Reads all values of an attribute that may have more than the directory gives at a time: {@code member} of a large group
 * comes as {@code member;range=0-1499} (MS-ADTS 3.1.1.3.1.3.3, Range Retrieval of Attribute Values).
 */
public final class RangedValues {

    private static final Pattern RANGE = Pattern.compile(";range=(\\d{1,9})-(\\d{1,9}|\\*)$");

    private RangedValues() {}

    /** One answer: its values, and where the next begins; -1: there is no next. */
    private record Part(String[] values, int next) {}

    /**
     * All values.
     *
     * @return empty when there is no value, or it is hidden from us
     * @throws DirectoryTrouble also when there are more than {@code atMost}, or the object goes away meanwhile
     */
    public static List<String> read(DomainSession session, String distinguishedName, String attribute, int atMost)
            throws DirectoryTrouble {
        List<String> all = new ArrayList<>();
        int next = 0;
        do {
            String asked = next == 0 ? attribute : attribute + ";range=" + next + "-*";
            Optional<? extends Entry> entry = session.entry(distinguishedName, asked);
            if (entry.isEmpty() && next > 0) {
                throw new DirectoryTrouble(Cause.FAILED, distinguishedName + " went away while it was read");
            }
            Part part = entry.isEmpty() ? new Part(new String[0], -1) : part(entry.get(), attribute, next);
            all.addAll(List.of(part.values()));
            if (all.size() > atMost) {
                throw new DirectoryTrouble(
                        Cause.FAILED, attribute + " of " + distinguishedName + " has more than " + atMost + " values");
            }
            next = part.next();
        } while (next > 0);
        return List.copyOf(all);
    }

    private static Part part(Entry entry, String attribute, int from) throws DirectoryTrouble {
        String prefix = attribute.toLowerCase(Locale.ROOT) + ";range=";
        for (Attribute each : entry.getAttributes()) {
            if (each.getName().toLowerCase(Locale.ROOT).startsWith(prefix)) {
                return ranged(each, from);
            }
        }
        String[] plain = entry.getAttributeValues(attribute);
        // Fewer values than before may be left by now.
        return new Part(plain == null ? new String[0] : plain, -1);
    }

    private static Part ranged(Attribute found, int from) throws DirectoryTrouble {
        Matcher matcher = RANGE.matcher(found.getName().toLowerCase(Locale.ROOT));
        if (!matcher.find() || Integer.parseInt(matcher.group(1)) != from) {
            throw new DirectoryTrouble(Cause.MALFORMED, found.getName() + " is no range that goes on at " + from);
        }
        if ("*".equals(matcher.group(2))) {
            return new Part(found.getValues(), -1);
        }
        int last = Integer.parseInt(matcher.group(2));
        if (found.size() != last - from + 1) {
            throw new DirectoryTrouble(Cause.MALFORMED, found.getName() + " holds " + found.size() + " values");
        }
        return new Part(found.getValues(), last + 1);
    }
}
