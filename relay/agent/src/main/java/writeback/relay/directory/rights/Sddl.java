package writeback.relay.directory.rights;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.SecurityIdentifier;

/**
 * Entries in the Security Descriptor Definition Language (MS-DTYP 2.5.1), as people and plans read them. Security
 * identifiers stand in full, GUIDs in lower case.
 */
public final class Sddl {

    private static final Map<Integer, String> TYPES = Map.ofEntries(
            Map.entry(0, "A"),
            Map.entry(1, "D"),
            Map.entry(2, "AU"),
            Map.entry(3, "AL"),
            Map.entry(5, "OA"),
            Map.entry(6, "OD"),
            Map.entry(7, "OU"),
            Map.entry(8, "OL"),
            Map.entry(9, "XA"),
            Map.entry(10, "XD"),
            Map.entry(11, "ZA"),
            Map.entry(13, "XU"),
            Map.entry(17, "ML"),
            Map.entry(18, "RA"),
            Map.entry(19, "SP"));

    private static final String[] FLAGS = {"OI", "CI", "NP", "IO", "ID", null, "SA", "FA"};

    /** Rights of directory objects, from the lowest bit. */
    private static final String[] RIGHTS = {
        "CC", "DC", "LC", "SW", "RP", "WP", "DT", "LO", "CR", null, null, null, null, null, null, null, "SD", "RC",
        "WD", "WO", null, null, null, null, null, null, null, null, "GA", "GX", "GW", "GR"
    };

    private static final Map<String, Integer> WRITTEN_FLAGS = Map.of(
            "",
            0,
            "CI",
            AccessControlEntry.CONTAINER_INHERIT,
            "CIIO",
            AccessControlEntry.CONTAINER_INHERIT | AccessControlEntry.INHERIT_ONLY);
    private static final Map<String, Integer> WRITTEN_RIGHTS =
            Map.of("CR", AccessControlEntry.CONTROL_ACCESS, "WP", AccessControlEntry.WRITE_PROPERTY);
    private static final Pattern WRITTEN =
            Pattern.compile("\\(OA;(|CI|CIIO);(CR|WP);([0-9a-f-]{36});(|[0-9a-f-]{36});(S-1-[0-9-]+)\\)");

    private Sddl() {}

    /** An entry; of an unknown type its number and flags, of a condition only that there is one. */
    public static String text(AccessControlEntry entry) {
        if (entry.type() == AceType.UNKNOWN) {
            return "(0x" + hex(entry.typeCode()) + ";" + bits(entry.flags(), FLAGS) + ";?)";
        }
        String type = TYPES.getOrDefault(entry.typeCode(), "0x" + hex(entry.typeCode()));
        return "(" + type + ";" + bits(entry.flags(), FLAGS) + ";" + bits(entry.mask(), RIGHTS) + ";"
                + guid(entry.objectType()) + ";" + guid(entry.inheritedType()) + ";"
                + entry.sid().map(SecurityIdentifier::text).orElse("")
                + (entry.type().conditional() && entry.trailing() > 0 ? ";(?))" : ")");
    }

    /**
     * The entry of one of the forms that this agent writes: an object's allow entry for one right or property.
     *
     * @throws IllegalArgumentException for every other form
     */
    public static AccessControlEntry parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an entry that this agent writes");
        }
        String inheritedType = matcher.group(4);
        return AccessControlEntry.objectAllow(
                WRITTEN_FLAGS.get(matcher.group(1)),
                WRITTEN_RIGHTS.get(matcher.group(2)),
                Guid.of(matcher.group(3)),
                inheritedType.isEmpty() ? null : Guid.of(inheritedType),
                SecurityIdentifier.parse(matcher.group(5)));
    }

    /** Two letters a bit, or a hexadecimal number when a bit has no letters. */
    private static String bits(int value, @Nullable String[] names) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < 32; bit++) {
            if ((value & 1 << bit) != 0) {
                if (bit >= names.length || names[bit] == null) {
                    return "0x" + Integer.toHexString(value);
                }
                text.append(names[bit]);
            }
        }
        return text.toString();
    }

    private static String hex(int code) {
        return Integer.toHexString(code);
    }

    private static String guid(@Nullable Guid guid) {
        return guid == null ? "" : guid.text();
    }
}
