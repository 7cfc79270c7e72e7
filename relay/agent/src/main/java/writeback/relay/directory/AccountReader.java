package writeback.relay.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.AccountFacts.PasswordSet;
import writeback.relay.protocol.fact.AccountFacts.ResultantPolicy;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;

/** Finds one user account and reads what counts of it. */
public final class AccountReader {

    private static final String PASSWORD_SET = "pwdLastSet";
    private static final String RESULTANT_PSO = "msDS-ResultantPSO";
    private static final String[] ATTRIBUTES = {
        "objectClass",
        "sAMAccountName",
        "userPrincipalName",
        "objectSid",
        "userAccountControl",
        "adminCount",
        PASSWORD_SET,
        ReplicationMetadata.ATTRIBUTE,
        RESULTANT_PSO
    };
    private static final long DISABLED = 2;

    private AccountReader() {}

    /**
     * Finds a user account.
     *
     * @param name distinguished name, UPN or sAMAccountName; untrusted
     * @return empty when there is none, or it is hidden from us
     * @throws DirectoryTrouble also when more than one account has that name
     */
    public static Optional<SearchResultEntry> find(DomainSession session, String name) throws DirectoryTrouble {
        Optional<SearchResultEntry> found;
        if (name.indexOf('=') > 0 && DN.isValidDN(name)) {
            found = session.entry(name, ATTRIBUTES);
        } else {
            String attribute = name.indexOf('@') >= 0 ? "userPrincipalName" : "sAMAccountName";
            Filter filter = Filter.createANDFilter(
                    Filter.createEqualityFilter("objectClass", "user"), Filter.createEqualityFilter(attribute, name));
            List<SearchResultEntry> all = session.search(session.baseDn(), SearchScope.SUB, filter, 2, ATTRIBUTES);
            if (all.size() > 1) {
                throw new DirectoryTrouble(Cause.FAILED, "more than one account has that " + attribute);
            }
            found = all.stream().findFirst();
        }
        return found.filter(AccountReader::isUser);
    }

    private static boolean isUser(SearchResultEntry entry) {
        return entry.hasObjectClass("user") && !entry.hasObjectClass("computer");
    }

    /**
     * What counts of an account.
     *
     * @param pilotOu empty when there is none
     * @throws DirectoryTrouble when what tells accounts apart is hidden from us
     */
    public static AccountFacts facts(DomainSession session, SearchResultEntry entry, String pilotOu, Instant readAt)
            throws DirectoryTrouble {
        long control = Ticks.number("userAccountControl", shown(session, entry, "userAccountControl"));
        String userPrincipalName = entry.getAttributeValue("userPrincipalName");
        byte[] sid = entry.getAttributeValueBytes("objectSid");
        if (sid == null) {
            throw hidden(session, entry, "objectSid");
        }
        return new AccountFacts(
                readAt,
                session.host(),
                entry.getDN(),
                shown(session, entry, "sAMAccountName"),
                userPrincipalName == null ? "" : userPrincipalName,
                SecurityIdentifier.read(sid).text(),
                (control & DISABLED) == 0,
                "1".equals(entry.getAttributeValue("adminCount")),
                isInside(entry.getDN(), pilotOu),
                passwordSet(session, entry),
                passwordVersion(session, entry),
                resultantPolicy(session, entry));
    }

    /** Whether a name lies below an organisational unit; nothing lies below an empty one. */
    public static boolean isInside(String distinguishedName, String organisationalUnit) throws DirectoryTrouble {
        if (organisationalUnit.isBlank()) {
            return false;
        }
        try {
            return DN.isDescendantOf(distinguishedName, organisationalUnit, false);
        } catch (LDAPException e) {
            throw new DirectoryTrouble(Cause.FAILED, "the pilot OU is no distinguished name");
        }
    }

    private static Sighting<PasswordSet> passwordSet(DomainSession session, SearchResultEntry entry) {
        try {
            long ticks = Ticks.number(PASSWORD_SET, shown(session, entry, PASSWORD_SET));
            return Sighting.seen(new PasswordSet(ticks <= 0 ? null : Ticks.instant(ticks)));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }

    private static Sighting<Long> passwordVersion(DomainSession session, SearchResultEntry entry) {
        return ReplicationMetadata.writes(entry, session.account(), ReplicationMetadata.UNICODE_PWD)
                .flatMap(version -> version > 0
                        ? Sighting.seen(version)
                        : Sighting.unseen(Cause.FAILED, "no password was ever set"));
    }

    /**
     * An account that may not read the attribute sees the same as if there were no PSO. The replication metadata, like it in
     * no property set, tells whether we may read such attributes of this account (our own rule).
     */
    private static Sighting<ResultantPolicy> resultantPolicy(DomainSession session, SearchResultEntry entry) {
        String pso = entry.getAttributeValue(RESULTANT_PSO);
        if (pso == null) {
            return entry.hasAttribute(ReplicationMetadata.ATTRIBUTE)
                    ? Sighting.seen(new ResultantPolicy(null))
                    : hidden(session, entry, RESULTANT_PSO).unseen();
        }
        try {
            return Sighting.seen(new ResultantPolicy(DN.getRDNs(pso)[0].getAttributeValues()[0]));
        } catch (LDAPException e) {
            return Sighting.unseen(Cause.MALFORMED, RESULTANT_PSO + " is no distinguished name");
        }
    }

    private static String shown(DomainSession session, SearchResultEntry entry, String attribute)
            throws DirectoryTrouble {
        @Nullable String value = entry.getAttributeValue(attribute);
        if (value == null) {
            throw hidden(session, entry, attribute);
        }
        return value;
    }

    private static DirectoryTrouble hidden(DomainSession session, SearchResultEntry entry, String attribute) {
        return new DirectoryTrouble(
                Cause.DENIED, attribute + " of " + entry.getDN() + " is hidden from " + session.account());
    }
}
