package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;

/** Finds the user that a person named, or says what is wrong with the name. */
final class AccountFinder {

    private static final String CLASS = "objectClass";
    /** Longer than any distinguished name that the directory takes. */
    private static final int NAME_AT_MOST = 2048;

    private static final int NAMESAKES = 1000;

    private AccountFinder() {}

    /**
     * Finds a user account of the session's domain.
     *
     * @param name distinguished name (escaped as RFC 4514 has it), UPN or sAMAccountName; untrusted
     * @return its distinguished name
     * @throws UnfitRequest {@code bad-argument}, {@code no-such-account}, {@code several-accounts}, {@code not-a-user} or
     *     {@code other-domain}
     */
    static String find(DomainSession session, String name) throws DirectoryTrouble, UnfitRequest {
        String wanted = name.strip();
        if (wanted.isEmpty() || wanted.length() > NAME_AT_MOST) {
            throw new UnfitRequest("bad-argument", "account is empty or too long");
        }
        SearchResultEntry found = isDistinguishedName(wanted) ? byName(session, wanted) : bySearch(session, wanted);
        String kind = kind(found);
        if (!kind.equals("user")) {
            throw new UnfitRequest("not-a-user", found.getDN() + " is a " + kind);
        }
        return found.getDN();
    }

    static boolean isDistinguishedName(String name) {
        return name.indexOf('=') > 0 && DN.isValidDN(name);
    }

    private static SearchResultEntry byName(DomainSession session, String name) throws DirectoryTrouble, UnfitRequest {
        try {
            if (!DN.isDescendantOf(name, session.baseDn(), true)) {
                throw new UnfitRequest("other-domain", name + " is not of " + session.domain());
            }
        } catch (LDAPException e) {
            throw new UnfitRequest("bad-argument", name + " is no distinguished name");
        }
        return session.entry(name, CLASS).orElseThrow(AccountFinder::nobody);
    }

    private static SearchResultEntry bySearch(DomainSession session, String name)
            throws DirectoryTrouble, UnfitRequest {
        String attribute = name.indexOf('@') >= 0 ? "userPrincipalName" : "sAMAccountName";
        List<SearchResultEntry> all = search(session, attribute, name);
        if (all.isEmpty() && attribute.equals("sAMAccountName")) {
            // A computer's account ends with a dollar sign, which people leave out; a contact has no account at all.
            all = search(session, attribute, name + "$");
            all = all.isEmpty()
                    ? search(session, "cn", name).stream()
                            .filter(AccountFinder::isNoUser)
                            .toList()
                    : all;
        }
        if (all.size() > 1) {
            throw new UnfitRequest("several-accounts", "more than one object has that " + attribute);
        }
        return all.stream().findFirst().orElseThrow(AccountFinder::nobody);
    }

    private static List<SearchResultEntry> search(DomainSession session, String attribute, String value)
            throws DirectoryTrouble {
        return session.search(
                session.baseDn(), SearchScope.SUB, Filter.createEqualityFilter(attribute, value), NAMESAKES, CLASS);
    }

    private static boolean isNoUser(SearchResultEntry entry) {
        return !kind(entry).equals("user");
    }

    private static String kind(SearchResultEntry entry) {
        for (String kind : List.of("computer", "group", "contact")) {
            if (entry.hasObjectClass(kind)) {
                return kind;
            }
        }
        String[] classes = entry.getObjectClassValues();
        return entry.hasObjectClass("user")
                ? "user"
                : Optional.ofNullable(classes)
                        .map(all -> all[all.length - 1].toLowerCase(Locale.ROOT))
                        .orElse("hidden object");
    }

    private static UnfitRequest nobody() {
        return new UnfitRequest("no-such-account", "no account of that name is to be seen");
    }
}
