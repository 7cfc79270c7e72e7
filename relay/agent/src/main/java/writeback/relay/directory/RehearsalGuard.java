package writeback.relay.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.Optional;
import java.util.Set;
import writeback.relay.protocol.fact.AccountFacts;

/** Says on whom no rehearsal may be made, whatever was approved. */
public final class RehearsalGuard {

    /** Groups of a domain that AdminSDHolder protects, by relative id (MS-ADTS 3.1.1.6.1.2). */
    private static final Set<Long> PROTECTED_OF_DOMAIN = Set.of(498L, 512L, 516L, 518L, 519L, 521L, 525L, 526L, 527L);

    /** Built-in groups that it protects: Administrators, the operators, Replicator. */
    private static final Set<String> PROTECTED_BUILT_IN =
            Set.of("S-1-5-32-544", "S-1-5-32-548", "S-1-5-32-549", "S-1-5-32-550", "S-1-5-32-551", "S-1-5-32-552");

    /** Administrator, Guest and krbtgt. */
    private static final Set<Long> WELL_KNOWN_ACCOUNTS = Set.of(500L, 501L, 502L);

    private RehearsalGuard() {}

    /** Why this account may not be rehearsed on, or empty. Being outside the pilot OU is for the caller to say. */
    public static Optional<String> objection(
            DomainSession session, SearchResultEntry entry, AccountFacts facts, DirectorySettings.Accounts own)
            throws DirectoryTrouble {
        if (!facts.enabled()) {
            return Optional.of("the account is disabled");
        }
        if (facts.adminCount()) {
            return Optional.of("the account is protected now, or once was (adminCount=1)");
        }
        SecurityIdentifier sid = SecurityIdentifier.read(entry.getAttributeValueBytes("objectSid"));
        if (WELL_KNOWN_ACCOUNTS.contains(sid.relativeId())) {
            return Optional.of("the account is one of the domain's own");
        }
        if (OwnAccount.is(session, entry, own)) {
            return Optional.of("the account is one of the relay's own");
        }
        Optional<String> group = protectedGroup(session, entry.getDN());
        return group.map(found -> "the account is a member of the protected group " + found);
    }

    private static Optional<String> protectedGroup(DomainSession session, String distinguishedName)
            throws DirectoryTrouble {
        Optional<? extends Entry> found = session.entry(distinguishedName, "tokenGroups");
        byte[][] groups = found.isEmpty() ? null : found.get().getAttributeValueByteArrays("tokenGroups");
        if (groups == null) {
            // Every account has a primary group at least: none to be seen means that they are hidden.
            return Optional.of("that may be one, for its groups are hidden from " + session.account());
        }
        for (byte[] group : groups) {
            SecurityIdentifier sid = SecurityIdentifier.read(group);
            boolean ofDomain = sid.ofDomain() && PROTECTED_OF_DOMAIN.contains(sid.relativeId());
            if (ofDomain || PROTECTED_BUILT_IN.contains(sid.text())) {
                return Optional.of(sid.text());
            }
        }
        return Optional.empty();
    }
}
