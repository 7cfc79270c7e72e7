package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.Entry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.SecurityIdentifier;

/**
 * The groups whose members AdminSDHolder protects (MS-ADTS 3.1.1.6.1; Appendix C: Protected accounts and groups in Active
 * Directory). They are told by their identifiers, for their names are translated and may be changed.
 */
public final class ProtectedGroups {

    /** Domain Admins, Domain Controllers, Schema and Enterprise Admins, Read-only Domain Controllers, the Key Admins. */
    private static final Set<Long> OF_DOMAIN = Set.of(512L, 516L, 518L, 519L, 521L, 526L, 527L);

    /** Administrators and Replicator. */
    private static final Set<String> ALWAYS = Set.of("S-1-5-32-544", "S-1-5-32-552");

    /** Account, Server, Print and Backup Operators, each with its bit in {@code dSHeuristics}. */
    private static final String[] OPERATORS = {"S-1-5-32-548", "S-1-5-32-549", "S-1-5-32-550", "S-1-5-32-551"};

    /** Domain Admins, Schema Admins, Enterprise Admins. */
    private static final Set<Long> PRIVILEGED = Set.of(512L, 518L, 519L);

    private static final String ADMINISTRATORS = "S-1-5-32-544";
    private static final long PROTECTED_USERS = 525;
    private static final int EXEMPTIONS_AT = 15;

    private final int exempt;

    private ProtectedGroups(int exempt) {
        this.exempt = exempt;
    }

    /**
     * With the forest's exemptions: character 16 of {@code dSHeuristics} is a hexadecimal sum of 1 Account, 2 Server,
     * 4 Print and 8 Backup Operators (MS-ADTS 6.1.1.2.4.1.2). One that is not there, or hidden, exempts none: then what is
     * said to be protected is so by default.
     */
    public static ProtectedGroups of(DomainSession session) throws DirectoryTrouble {
        Optional<String> configuration = session.entry("", "configurationNamingContext")
                .map(entry -> value(entry, "configurationNamingContext"));
        if (configuration.isEmpty()) {
            return new ProtectedGroups(0);
        }
        String heuristics = session.entry(
                        "CN=Directory Service,CN=Windows NT,CN=Services," + configuration.get(), "dSHeuristics")
                .map(entry -> value(entry, "dSHeuristics"))
                .orElse("");
        return new ProtectedGroups(
                heuristics.length() > EXEMPTIONS_AT
                        ? Math.max(0, Character.digit(heuristics.charAt(EXEMPTIONS_AT), 16))
                        : 0);
    }

    private static String value(Entry entry, String attribute) {
        String value = entry.getAttributeValue(attribute);
        return value == null ? "" : value;
    }

    /**
     * All that may be protected in one domain.
     *
     * @param prefix the domain's identifier with a hyphen
     */
    static List<SecurityIdentifier> all(String prefix) {
        return Stream.of(
                        OF_DOMAIN.stream().map(relativeId -> prefix + relativeId),
                        ALWAYS.stream(),
                        Stream.of(OPERATORS))
                .flatMap(texts -> texts.map(SecurityIdentifier::parse))
                .toList();
    }

    public boolean contains(SecurityIdentifier group) {
        if (group.ofDomain()) {
            return OF_DOMAIN.contains(group.relativeId());
        }
        for (int i = 0; i < OPERATORS.length; i++) {
            if (OPERATORS[i].equals(group.text())) {
                return (exempt & 1 << i) == 0;
            }
        }
        return ALWAYS.contains(group.text());
    }

    /** Whether it is Domain, Enterprise or Schema Admins or Administrators. */
    static boolean isPrivileged(SecurityIdentifier group) {
        return group.ofDomain()
                ? PRIVILEGED.contains(group.relativeId())
                : group.text().equals(ADMINISTRATORS);
    }

    static boolean isProtectedUsers(SecurityIdentifier group) {
        return group.ofDomain() && group.relativeId() == PROTECTED_USERS;
    }
}
