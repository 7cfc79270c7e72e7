package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.Directories;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.rights.Trustee;
import writeback.relay.directory.rights.TrusteeReader;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectorFacts.FoundBy;
import writeback.relay.protocol.fact.Sighting;

/**
 * Finds the AD DS connector account: the one that the sync server names, else the one of {@code relay.yaml}, else the one
 * that Entra Connect's express settings left in the directory. There is one for a forest, so that it may live in another
 * domain than the users. Thread-safe.
 */
public final class ConnectorFinder {

    static final String[] ATTRIBUTES = {
        "objectClass", "sAMAccountName", "objectSid", "description", Flags.CONTROL, Flags.EXPIRES
    };

    /** Express settings create {@code MSOL_} and twelve hexadecimal digits (Entra Connect accounts and permissions). */
    private static final String EXPRESS = "MSOL_";

    private static final Pattern DESCRIPTION = Pattern.compile(
            "(Azure AD|Azure Active Directory|Entra|Microsoft Entra ID) (Connect|Sync)", Pattern.CASE_INSENSITIVE);
    private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";
    private static final int CANDIDATES = 100;
    private static final int GROUPS = 1000;

    private final Directories directories;

    /** @param directories where the account may live */
    public ConnectorFinder(Directories directories) {
        this.directories = directories;
    }

    /**
     * Finds it, and what it counts as in the session's domain.
     *
     * @param directory the session's
     * @param asked {@code DOMAIN\name} as the sync server gives it; blank: not known there
     * @throws UnfitRequest {@code no-connector-account}, {@code several-connector-accounts}, or
     *     {@code connector-elsewhere} when it lives in a domain that this relay does not serve
     */
    public ConnectorAccount find(Directory directory, DomainSession session, String asked)
            throws DirectoryTrouble, UnfitRequest {
        @Nullable String configured = directory.settings().sync().connectorAccount();
        if (asked.isBlank() && configured == null) {
            return here(session, searched(session), FoundBy.DIRECTORY);
        }
        FoundBy foundBy = asked.isBlank() ? FoundBy.CONFIGURATION : FoundBy.SYNC_SERVER;
        String name = asked.isBlank() && configured != null ? configured : asked.strip();
        String home = home(session, name);
        String plain = name.substring(name.indexOf('\\') + 1);
        if (home.equalsIgnoreCase(session.domain())) {
            return here(session, named(session, plain, name), foundBy);
        }
        Directory other = directories
                .byDomain(home)
                .orElseThrow(() -> new UnfitRequest(
                        "connector-elsewhere", name + " is of " + home + ", not served by this relay"));
        try (DomainSession there = other.openReading()) {
            return account(session, there, named(there, plain, name), foundBy);
        }
    }

    /** DNS name of the domain that an account's name says. */
    private static String home(DomainSession session, String name) throws DirectoryTrouble {
        int backslash = name.indexOf('\\');
        if (AccountFinder.isDistinguishedName(name) || backslash < 0) {
            return session.domain();
        }
        String domain = name.substring(0, backslash);
        Optional<String> configuration = session.entry("", "configurationNamingContext")
                .map(entry -> entry.getAttributeValue("configurationNamingContext"));
        if (configuration.isEmpty()) {
            return domain;
        }
        return session
                .search(
                        "CN=Partitions," + configuration.get(),
                        SearchScope.ONE,
                        Filter.createANDFilter(
                                Filter.createEqualityFilter("objectClass", "crossRef"),
                                Filter.createEqualityFilter("nETBIOSName", domain)),
                        2,
                        "dnsRoot")
                .stream()
                .map(crossRef -> crossRef.getAttributeValue("dnsRoot"))
                .findFirst()
                .orElse(domain);
    }

    private static SearchResultEntry named(DomainSession session, String plain, String name)
            throws DirectoryTrouble, UnfitRequest {
        try {
            String distinguishedName = AccountFinder.find(session, plain);
            return session.entry(distinguishedName, ATTRIBUTES).orElseThrow(() -> none(name));
        } catch (UnfitRequest e) {
            throw e.code().equals("no-such-account") ? none(name) : e;
        }
    }

    private static UnfitRequest none(String name) {
        return new UnfitRequest("no-connector-account", name + " is not to be seen");
    }

    private static SearchResultEntry searched(DomainSession session) throws DirectoryTrouble, UnfitRequest {
        List<SearchResultEntry> found = session
                .search(
                        session.baseDn(),
                        SearchScope.SUB,
                        Filter.createANDFilter(
                                Filter.createEqualityFilter("objectClass", "user"),
                                Filter.createSubstringFilter("sAMAccountName", EXPRESS, null, null)),
                        CANDIDATES,
                        ATTRIBUTES)
                .stream()
                .filter(ConnectorFinder::isDescribed)
                .toList();
        // An account that an earlier installation left behind is disabled, if somebody cared.
        List<SearchResultEntry> enabled = found.stream()
                .filter(entry -> Flags.control(entry, Flags.DISABLED).fold(disabled -> !disabled, unseen -> true))
                .toList();
        List<SearchResultEntry> left = enabled.isEmpty() ? found : enabled;
        if (left.isEmpty()) {
            throw new UnfitRequest(
                    "no-connector-account",
                    "the sync server names none, relay.yaml neither, and no account whose name"
                            + " begins with MSOL_ has Entra Connect's description");
        }
        if (left.size() > 1) {
            throw new UnfitRequest(
                    "several-connector-accounts",
                    left.stream().map(ConnectorFinder::sam).collect(Collectors.joining(", "))
                            + "; set directory.connector-account in relay.yaml");
        }
        return left.get(0);
    }

    private static boolean isDescribed(Entry entry) {
        String description = entry.getAttributeValue("description");
        return description != null && DESCRIPTION.matcher(description).find();
    }

    private static String sam(Entry entry) {
        String name = entry.getAttributeValue("sAMAccountName");
        return name == null ? entry.getDN() : name;
    }

    private static ConnectorAccount here(DomainSession session, SearchResultEntry entry, FoundBy foundBy)
            throws DirectoryTrouble {
        return account(session, session, entry, foundBy);
    }

    private static ConnectorAccount account(
            DomainSession users, DomainSession own, SearchResultEntry entry, FoundBy foundBy) throws DirectoryTrouble {
        String name = sam(entry);
        Sighting<List<SecurityIdentifier>> groups = TokenGroups.read(own, entry.getDN());
        Trustee trustee = TrusteeReader.read(own, name, entry.getDN());
        return new ConnectorAccount(
                name,
                foundBy,
                entry,
                groups,
                groups.flatMap(all -> TokenGroups.names(own, all, ProtectedGroups::isPrivileged)),
                users == own ? trustee : abroad(users, trustee, entry.getDN()));
    }

    /**
     * An account of another domain: to what it is at home come the groups here that hold it. Those that hold a group of
     * its home are not followed, so the result is not complete.
     */
    private static Trustee abroad(DomainSession users, Trustee home, String distinguishedName) throws DirectoryTrouble {
        Set<SecurityIdentifier> sids = new LinkedHashSet<>(home.sids());
        for (SearchResultEntry group : users.search(
                users.baseDn(),
                SearchScope.SUB,
                Filter.createExtensibleMatchFilter("member", IN_CHAIN, false, distinguishedName),
                GROUPS,
                "objectSid")) {
            byte[] sid = group.getAttributeValueBytes("objectSid");
            if (sid == null) {
                throw new DirectoryTrouble(Cause.DENIED, "objectSid of " + group.getDN() + " is hidden");
            }
            sids.add(SecurityIdentifier.read(sid));
        }
        return new Trustee(home.name(), home.sid(), sids, false);
    }
}
