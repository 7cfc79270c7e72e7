package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import writeback.lab.directory.PracticeDomain;

/** Who may do what over LDAP: what the stored access lists say, in their stored order (MS-ADTS 5.1.3.3). */
final class AccessRules {

    private static final List<String> OFTEN_ASKED = List.of(
            "lockoutTime",
            "pwdLastSet",
            "userAccountControl",
            "displayName",
            "versionNumber",
            "gPCMachineExtensionNames",
            "minPwdAge",
            "msDS-MinimumPasswordAge");

    private final ServerHand hand;
    private final Descriptors descriptors;
    private final Groups groups;
    private volatile boolean psoReadable = true;

    AccessRules(ServerHand hand, Descriptors descriptors, Groups groups) {
        this.hand = hand;
        this.descriptors = descriptors;
        this.groups = groups;
    }

    void psoReadable(boolean readable) {
        psoReadable = readable;
    }

    /** The attributes that account may write on that entry, of those it has and those often asked for. */
    List<String> writable(DN who, Entry target) throws LDAPException {
        Set<Sid> sids = sids(who, target);
        List<Ace> aces = descriptors.of(target).aces();
        return java.util.stream.Stream.concat(
                        OFTEN_ASKED.stream(), target.getAttributes().stream().map(attribute -> attribute.getName()))
                .distinct()
                .filter(name -> mayWrite(sids, aces, name))
                .toList();
    }

    boolean mayWrite(DN who, Entry target, String attribute) throws LDAPException {
        Set<Sid> sids = sids(who, target);
        List<Ace> aces = descriptors.of(target).aces();
        if (attribute.equalsIgnoreCase("nTSecurityDescriptor")) {
            return allowed(sids, aces, Ace.WRITE_DAC, List.of());
        }
        return mayWrite(sids, aces, attribute);
    }

    /** The control access right Reset Password. */
    boolean mayReset(DN who, Entry target) throws LDAPException {
        return allowed(
                sids(who, target), descriptors.of(target).aces(), Ace.CONTROL_ACCESS, List.of(Schema.RESET_PASSWORD));
    }

    private static boolean mayWrite(Set<Sid> sids, List<Ace> aces, String attribute) {
        UUID own = Schema.attribute(attribute);
        UUID set = Schema.propertySet(attribute);
        List<UUID> types = own == null ? List.of() : set == null ? List.of(own) : List.of(own, set);
        return allowed(sids, aces, Ace.WRITE_PROPERTY, types);
    }

    /** The first entry for that right decides: one that is not limited, or is limited to one of those types. */
    private static boolean allowed(Set<Sid> sids, List<Ace> aces, int right, List<UUID> types) {
        for (Ace ace : aces) {
            boolean fits = ace.objectType() == null || types.contains(ace.objectType());
            if (!ace.has(Ace.INHERIT_ONLY) && (ace.mask() & right) != 0 && fits && sids.contains(ace.trustee())) {
                return ace.allow();
            }
        }
        return false;
    }

    private Set<Sid> sids(DN who, Entry target) throws LDAPException {
        Entry account = hand.get(who.toString()).orElseThrow(WindowsErrors::notBound);
        Set<Sid> sids = groups.sids(account);
        if (who.equals(target.getParsedDN())) {
            sids.add(Sid.SELF);
        }
        return sids;
    }

    /** Whether the entry may be seen: by default PSOs and their container are for domain administrators only. */
    boolean visible(DN who, DN entry) throws LDAPException {
        return psoReadable || !entry.isDescendantOf(PracticeDomain.PSO_CONTAINER, true) || isAdministrator(who);
    }

    /** Whether the account belongs to Domain Admins; only those add, delete and rename here. */
    boolean isAdministrator(DN who) throws LDAPException {
        @Nullable Entry account = hand.get(who.toString()).orElse(null);
        return account != null
                && groups.sids(account).contains(descriptors.domain().child(512));
    }
}
