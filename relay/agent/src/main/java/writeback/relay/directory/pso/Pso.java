package writeback.relay.directory.pso;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What counts of a PSO when it is asked whom it binds.
 *
 * @param id {@code objectGUID} as it is stored, in hexadecimal digits
 * @param appliesTo normalised names of users and groups
 */
public record Pso(String distinguishedName, int precedence, String id, Set<String> appliesTo) {

    /**
     * The strongest first: the smallest precedence, then the smallest {@code objectGUID} (MS-ADTS 3.1.1.4.5.36), byte for
     * byte as it is stored, as Samba does; the document does not say how GUIDs are compared.
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
        Set<String> names = new HashSet<>();
        appliesTo.forEach(name -> names.add(normal(name)));
        return new Pso(distinguishedName, precedence, HexFormat.of().formatHex(guid), names);
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
