package writeback.relay.check;

import java.util.List;
import java.util.Map;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.rights.Trustee;

/**
 * Groups none of the relay's accounts has to be in (Appendix B and C: Privileged accounts and groups in Active Directory).
 * They are told by their identifiers, for their names are translated and may be changed.
 */
final class PrivilegedGroups {

    private static final Map<Long, String> OF_DOMAIN = Map.of(
            498L, "Enterprise Read-only Domain Controllers",
            512L, "Domain Admins",
            516L, "Domain Controllers",
            518L, "Schema Admins",
            519L, "Enterprise Admins",
            520L, "Group Policy Creator Owners",
            521L, "Read-only Domain Controllers",
            526L, "Key Admins",
            527L, "Enterprise Key Admins");

    private static final Map<String, String> BUILT_IN = Map.of(
            "S-1-5-32-544", "Administrators",
            "S-1-5-32-548", "Account Operators",
            "S-1-5-32-549", "Server Operators",
            "S-1-5-32-550", "Print Operators",
            "S-1-5-32-551", "Backup Operators",
            "S-1-5-32-552", "Replicator");

    private PrivilegedGroups() {}

    /** Those that the account is in, directly or nested, in English. */
    static List<String> of(Trustee trustee) {
        return trustee.sids().stream()
                .map(PrivilegedGroups::name)
                .filter(name -> !name.isEmpty())
                .sorted()
                .toList();
    }

    private static String name(SecurityIdentifier sid) {
        return sid.ofDomain() ? OF_DOMAIN.getOrDefault(sid.relativeId(), "") : BUILT_IN.getOrDefault(sid.text(), "");
    }
}
