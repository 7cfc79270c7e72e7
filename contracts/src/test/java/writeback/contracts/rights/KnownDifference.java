package writeback.contracts.rights;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which Samba is known to differ: an object's entry that allows a control access right and speaks of the
 * attribute, its property set, the class or of nothing in particular lets the account write the attribute, too
 * ({@code check_object_specific_access} in libcli/security; MS-ADTS 5.1.3.3.3 asks for the right to write).
 *
 * @param held the account's identifiers, SELF among them when it is the target
 */
record KnownDifference(List<byte[]> held, String objectClass) {

    /** Whether Samba lets it write for that reason: such an entry comes before any that denies the writing. */
    boolean explains(List<Ace> entries, String attribute, @Nullable String propertySet) {
        for (Ace entry : entries) {
            boolean object = entry.type() == Ace.OBJECT + Ace.ALLOW || entry.type() == Ace.OBJECT + Ace.DENY;
            boolean speaks = (entry.flags() & Ace.IO) == 0
                    && held.stream().anyMatch(sid -> Arrays.equals(sid, entry.sid()))
                    && (entry.objectType() == null
                            || entry.objectType().equals(attribute)
                            || entry.objectType().equals(propertySet)
                            || entry.objectType().equals(objectClass));
            if (!speaks) {
                continue;
            }
            boolean denies = entry.type() == Ace.DENY || entry.type() == Ace.OBJECT + Ace.DENY;
            if (denies && (entry.mask() & Ace.WP) != 0) {
                return false;
            }
            if (object && !denies && (entry.mask() & Ace.CR) != 0 && (entry.mask() & Ace.WP) == 0) {
                return true;
            }
        }
        return false;
    }
}
