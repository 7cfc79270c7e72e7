package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.List;
import java.util.Locale;
import writeback.lab.directory.PracticeDomain;

/**
 * Who may write what over LDAP: the delegations of the four service accounts and nothing else. {@code unicodePwd} stands
 * for the right Reset Password.
 */
final class AccessRules {

    private static final List<String> RESET = List.of("unicodePwd", "lockoutTime", "pwdLastSet");
    private static final List<String> POLICY = List.of("versionNumber", "gPCMachineExtensionNames");

    private volatile boolean changingAccountMayWrite = true;
    private volatile boolean psoReadable = true;

    void changingAccountMayWrite(boolean may) {
        changingAccountMayWrite = may;
    }

    void psoReadable(boolean readable) {
        psoReadable = readable;
    }

    /** The attributes that account may write on that entry. */
    List<String> writable(DN who, Entry target) throws LDAPException {
        DN where = target.getParsedDN();
        boolean ordinaryUser = target.hasAttributeValue("objectClass", "user")
                && !target.hasAttributeValue("objectClass", "computer")
                && !target.hasAttributeValue("adminCount", "1");
        if (is(who, PracticeDomain.REHEARSAL) && ordinaryUser && where.isDescendantOf(PracticeDomain.PILOT, false)) {
            return RESET;
        }
        if (is(who, PracticeDomain.CONNECTOR) && ordinaryUser) {
            return RESET;
        }
        boolean defaultPolicy = where.equals(new DN(PracticeDomain.policyDn(PracticeDomain.DEFAULT_DOMAIN_POLICY)));
        if (is(who, PracticeDomain.CHANGING) && defaultPolicy && changingAccountMayWrite) {
            return POLICY;
        }
        return List.of();
    }

    boolean mayWrite(DN who, Entry target, String attribute) throws LDAPException {
        if (isAdministrator(who)) {
            return true;
        }
        String base = attribute.toLowerCase(Locale.ROOT);
        return writable(who, target).stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(base));
    }

    /** Whether the entry may be seen: by default PSOs and their container are for domain administrators only. */
    boolean visible(DN who, DN entry) throws LDAPException {
        return psoReadable || isAdministrator(who) || !entry.isDescendantOf(PracticeDomain.PSO_CONTAINER, true);
    }

    static boolean isAdministrator(DN who) throws LDAPException {
        return who.equals(new DN(PracticeDomain.ADMINISTRATOR_DN));
    }

    private static boolean is(DN who, String service) throws LDAPException {
        return who.equals(new DN(PracticeDomain.service(service).dn()));
    }
}
