package writeback.relay.directory.rights;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.protocol.fact.Cause;

/**
 * What the account of a session counts as. Where the domain controller shows the session's own token ({@code tokenGroups} of
 * the rootDSE, MS-ADTS 3.1.1.3.2), that is the whole truth; elsewhere it is put together as for anybody else.
 */
public final class OwnTrustee {

    private static final String SID = "objectSid";
    private static final String TOKEN = "tokenGroups";
    private static final int NAMESAKES = 20;

    private OwnTrustee() {}

    /** @throws DirectoryTrouble also when the account cannot be found by the name with which it signed in */
    public static Trustee read(DomainSession session) throws DirectoryTrouble {
        Set<SecurityIdentifier> token = token(session);
        for (SearchResultEntry candidate : candidates(session)) {
            byte[] own = candidate.getAttributeValueBytes(SID);
            if (own == null) {
                continue;
            }
            SecurityIdentifier sid = SecurityIdentifier.read(own);
            if (token.isEmpty()) {
                return TrusteeReader.read(session, session.account(), candidate.getDN());
            }
            if (token.contains(sid)) {
                return new Trustee(session.account(), sid, token, true);
            }
        }
        throw new DirectoryTrouble(
                Cause.DENIED, "the object of " + session.account() + " cannot be found, or its objectSid is hidden");
    }

    private static Set<SecurityIdentifier> token(DomainSession session) throws DirectoryTrouble {
        Optional<? extends Entry> root = session.entry("", TOKEN);
        byte[][] values = root.isEmpty() ? null : root.get().getAttributeValueByteArrays(TOKEN);
        Set<SecurityIdentifier> sids = new LinkedHashSet<>();
        for (byte[] value : values == null ? new byte[0][] : values) {
            sids.add(SecurityIdentifier.read(value));
        }
        return sids;
    }

    /** By the names that a sign-in takes: distinguished name, user principal name, DOMAIN\\account, account (a service's own). */
    private static List<SearchResultEntry> candidates(DomainSession session) throws DirectoryTrouble {
        String name = session.account();
        if (name.indexOf('=') > 0 && DN.isValidDN(name)) {
            return session.entry(name, SID).map(List::of).orElse(List.of());
        }
        String account = name.substring(name.indexOf('\\') + 1).replaceFirst("@.*", "");
        Filter named = Filter.createORFilter(
                Filter.createEqualityFilter("userPrincipalName", name),
                Filter.createEqualityFilter("sAMAccountName", account));
        return session.search(
                session.baseDn(),
                SearchScope.SUB,
                Filter.createANDFilter(Filter.createEqualityFilter("objectClass", "user"), named),
                NAMESAKES,
                SID);
    }
}
