package writeback.relay.directory.pso;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What counts of a PSO when it is asked whom it binds.
 *
 * @param id {@code objectGUID} as people write it, lower case
 * @param appliesTo normalised names of users and groups
 */
public record Pso(String distinguishedName, int precedence, String id, Set<String> appliesTo) {

    /**
     * The strongest first: the smallest precedence, then the smallest {@code objectGUID} (MS-ADTS 3.1.1.4.5.36). GUIDs
     * are compared part by part, as their text is.
     */
    public static final Comparator<Pso> STRONGEST_FIRST =
            Comparator.comparingInt(Pso::precedence).thenComparing(Pso::id);

    private static final int GUID = 16;

    public Pso {
        appliesTo = Set.copyOf(appliesTo);
    }

    /**
     * @param guid {@code objectGUID} as stored (MS-DTYP 2.3.4.2)
     * @param appliesTo {@code msDS-PSOAppliesTo}
     */
    public static Pso of(String distinguishedName, int precedence, byte[] guid, List<String> appliesTo) {
        if (guid.length != GUID) {
            throw new IllegalArgumentException("a GUID has 16 bytes");
        }
        ByteBuffer parts = ByteBuffer.wrap(guid).order(ByteOrder.LITTLE_ENDIAN);
        int first = parts.getInt();
        short second = parts.getShort();
        short third = parts.getShort();
        long rest = parts.order(ByteOrder.BIG_ENDIAN).getLong();
        Set<String> names = new HashSet<>();
        appliesTo.forEach(name -> names.add(normal(name)));
        return new Pso(
                distinguishedName, precedence, String.format("%08x%04x%04x%016x", first, second, third, rest), names);
    }

    /** The same for every way to write a distinguished name. */
    static String normal(String distinguishedName) {
        try {
            return DN.normalize(distinguishedName);
        } catch (LDAPException e) {
            return distinguishedName;
        }
    }
}
