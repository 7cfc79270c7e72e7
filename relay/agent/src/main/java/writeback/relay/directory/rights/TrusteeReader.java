package writeback.relay.directory.rights;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import writeback.relay.directory.AccountReader;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.protocol.fact.Cause;

/** Reads what an account of the session's domain counts as when the directory checks its access. */
public final class TrusteeReader {

    /** Everyone, Network, Authenticated Users, This Organization: what every sign-in over LDAP has (MS-DTYP 2.4.2.4). */
    private static final List<SecurityIdentifier> WELL_KNOWN = List.of(
            new SecurityIdentifier("S-1-1-0"),
            new SecurityIdentifier("S-1-5-2"),
            new SecurityIdentifier("S-1-5-11"),
            new SecurityIdentifier("S-1-5-15"));

    private static final String SID = "objectSid";
    private static final String GROUPS = "tokenGroups";
    private static final String HISTORY = "sIDHistory";
    private static final String GROUP_TYPE = "groupType";
    private static final String PRIMARY = "primaryGroupID";
    private static final int MOST_GROUPS = 200;

    private TrusteeReader() {}

    /**
     * Finds an account and reads its identifiers.
     *
     * @param name distinguished name, UPN, sAMAccountName or {@code DOMAIN\\name}; whose domain DOMAIN is, is not looked at
     * @return empty when there is none, or it is hidden from us
     */
    public static Optional<Trustee> find(DomainSession session, String name) throws DirectoryTrouble {
        boolean isDistinguished = name.indexOf('=') > 0;
        String account = isDistinguished ? name : name.substring(name.indexOf('\\') + 1);
        Optional<SearchResultEntry> found = AccountReader.find(session, account);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(read(session, name, found.get().getDN()));
    }

    /**
     * Reads an account's identifiers. The result is complete when {@code tokenGroups} was shown, which has the groups of
     * this domain and forest, nested ones included (MS-ADTS 3.1.1.4.5.19).
     *
     * @param name for people
     */
    public static Trustee read(DomainSession session, String name, String distinguishedName) throws DirectoryTrouble {
        Entry account = session.entry(distinguishedName, SID, GROUPS, HISTORY, PRIMARY)
                .orElseThrow(() -> new DirectoryTrouble(Cause.DENIED, distinguishedName + " is hidden"));
        byte[] own = account.getAttributeValueBytes(SID);
        if (own == null) {
            throw new DirectoryTrouble(
                    Cause.DENIED, SID + " of " + distinguishedName + " is hidden from " + session.account());
        }
        SecurityIdentifier sid = SecurityIdentifier.read(own);
        Set<SecurityIdentifier> sids = new LinkedHashSet<>(WELL_KNOWN);
        sids.add(sid);
        sids.addAll(values(account, HISTORY));
        Long primary = account.getAttributeValueAsLong(PRIMARY);
        if (primary != null && sid.ofDomain()) {
            sids.add(sid.sibling(primary));
        }
        List<SecurityIdentifier> groups = values(account, GROUPS);
        sids.addAll(groups);
        return new Trustee(name, sid, sids, addGroupsOfEverybody(session, sids) && !groups.isEmpty());
    }

    private static List<SecurityIdentifier> values(Entry entry, String attribute) throws DirectoryTrouble {
        List<SecurityIdentifier> sids = new ArrayList<>();
        byte[][] values = entry.getAttributeValueByteArrays(attribute);
        for (byte[] value : values == null ? new byte[0][] : values) {
            sids.add(SecurityIdentifier.read(value));
        }
        return sids;
    }

    /**
     * Groups that hold Everyone or Authenticated Users, such as Pre-Windows 2000 Compatible Access: they stand in no
     * account's {@code tokenGroups}, and the domain controller adds them at the sign-in all the same.
     *
     * @return whether they could be searched for
     */
    private static boolean addGroupsOfEverybody(DomainSession session, Set<SecurityIdentifier> sids)
            throws DirectoryTrouble {
        List<String> members = new ArrayList<>();
        for (SecurityIdentifier known : WELL_KNOWN) {
            members.add("CN=" + known.text() + ",CN=ForeignSecurityPrincipals," + session.baseDn());
        }
        try {
            while (!members.isEmpty()) {
                members = addGroups(session, members, sids);
            }
            return true;
        } catch (DirectoryTrouble e) {
            if (e.why() == Cause.UNREACHABLE || e.why() == Cause.TIMEOUT) {
                throw e;
            }
            return false;
        }
    }

    /**
     * Adds the groups that have one of the members.
     *
     * @return those that are new
     */
    private static List<String> addGroups(DomainSession session, List<String> members, Set<SecurityIdentifier> sids)
            throws DirectoryTrouble {
        List<Filter> any = members.stream()
                .map(member -> Filter.createEqualityFilter("member", member))
                .toList();
        List<String> added = new ArrayList<>();
        for (SearchResultEntry group : session.search(
                session.baseDn(), SearchScope.SUB, Filter.createORFilter(any), MOST_GROUPS, SID, GROUP_TYPE)) {
            if (isForSecurity(group) && sids.addAll(values(group, SID))) {
                added.add(group.getDN());
            }
        }
        return added;
    }

    /** The highest bit; a group for mail only counts in no access check (MS-ADTS 2.2.12). */
    private static boolean isForSecurity(Entry group) {
        Integer type = group.getAttributeValueAsInteger(GROUP_TYPE);
        return type == null || type < 0;
    }
}
