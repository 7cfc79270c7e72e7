package writeback.relay.grouppolicy;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links in a {@code gPLink} attribute (MS-GPOL 2.2.2): {@code [LDAP://DN;options][LDAP://DN;options]...}.
 *
 * @param entries link order 1, the highest precedence, first: the attribute keeps it last
 */
public record GpLink(List<Entry> entries) {

    private static final Pattern ENTRY =
            Pattern.compile("\\[LDAP://([^\\[\\];]+);(\\d{1,9})]", Pattern.CASE_INSENSITIVE);
    private static final Pattern GUID =
            Pattern.compile("\\{([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})}", Pattern.CASE_INSENSITIVE);
    private static final int DISABLED = 1;
    private static final int ENFORCED = 2;

    public GpLink {
        entries = List.copyOf(entries);
    }

    /**
     * One link.
     *
     * @param distinguishedName of the GPO's container
     * @param id the GUID that is its name
     */
    public record Entry(String distinguishedName, UUID id, int options) {

        public boolean enabled() {
            return (options & DISABLED) == 0;
        }

        /** A disabled link is not enforced, whatever its bit says. */
        public boolean enforced() {
            return enabled() && (options & ENFORCED) != 0;
        }
    }

    /**
     * Reads the attribute's value. A blank one, which is what Group Policy tools leave when the last link goes, has no
     * links.
     *
     * @throws MalformedPolicyException when anything in it is not a link
     */
    public static GpLink parse(String value) throws MalformedPolicyException {
        String text = value.strip();
        List<Entry> entries = new ArrayList<>();
        Matcher matcher = ENTRY.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw new MalformedPolicyException("gPLink cannot be read from character " + end);
            }
            entries.add(entry(matcher.group(1), Integer.parseInt(matcher.group(2))));
            end = matcher.end();
        }
        Collections.reverse(entries);
        return new GpLink(entries);
    }

    private static Entry entry(String distinguishedName, int options) throws MalformedPolicyException {
        try {
            RDN name = new DN(distinguishedName).getRDN();
            Matcher guid = GUID.matcher(name == null ? "" : name.getAttributeValues()[0]);
            if (guid.matches()) {
                return new Entry(distinguishedName, UUID.fromString(guid.group(1)), options);
            }
        } catch (LDAPException e) {
            throw new MalformedPolicyException("gPLink names what is no distinguished name");
        }
        throw new MalformedPolicyException("gPLink names a container that is not called by a GUID");
    }
}
