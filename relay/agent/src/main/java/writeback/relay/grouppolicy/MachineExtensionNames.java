package writeback.relay.grouppolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code gPCMachineExtensionNames}: groups {@code [{CSE}{tool}...]} that tell a client which extensions a GPO has settings
 * for (MS-GPOL 2.2.4).
 *
 * @param extensions the GUID of each group's client-side extension, as stored
 */
public record MachineExtensionNames(List<UUID> extensions) {

    /** The client-side extension that applies account policies (MS-GPSB 1.9). */
    public static final UUID SECURITY = UUID.fromString("827d319e-6eac-11d2-a4ea-00c04f79f83a");

    private static final String GUID = "\\{[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}}";
    private static final Pattern GROUP = Pattern.compile("\\[(" + GUID + ")(?:" + GUID + ")*]");

    public MachineExtensionNames {
        extensions = List.copyOf(extensions);
    }

    /**
     * Reads the attribute's value; a blank one names no extension.
     *
     * @throws MalformedPolicyException when anything in it is not a group
     */
    public static MachineExtensionNames parse(String value) throws MalformedPolicyException {
        String text = value.strip();
        List<UUID> extensions = new ArrayList<>();
        Matcher matcher = GROUP.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw new MalformedPolicyException("gPCMachineExtensionNames cannot be read from character " + end);
            }
            String extension = matcher.group(1);
            extensions.add(UUID.fromString(extension.substring(1, extension.length() - 1)));
            end = matcher.end();
        }
        return new MachineExtensionNames(extensions);
    }

    /**
     * Whether a client gives this GPO to the security extension. Groups must ascend; a client stops at the first that does
     * not (MS-GPOL 3.2.5.1.10).
     */
    public boolean reachSecurity() {
        String previous = "";
        for (UUID extension : extensions) {
            String name = extension.toString().toLowerCase(Locale.ROOT);
            if (name.compareTo(previous) < 0) {
                return false;
            }
            if (extension.equals(SECURITY)) {
                return true;
            }
            previous = name;
        }
        return false;
    }
}
