package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.time.Clock;
import java.util.List;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.rights.AccessControlEntry;
import writeback.relay.directory.rights.AccessControlList;
import writeback.relay.directory.rights.DescriptorReader;
import writeback.relay.directory.rights.Sddl;
import writeback.relay.directory.rights.SecurityDescriptor;
import writeback.relay.directory.rights.Trustee;
import writeback.relay.directory.rights.WritebackEntries;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.ConnectorFacts.Sample;
import writeback.relay.protocol.fact.ConnectorRights;
import writeback.relay.protocol.fact.Grant;
import writeback.relay.protocol.fact.Sighting;

/** Reads what counts of the AD DS connector account in one domain. Thread-safe. */
public final class ConnectorReader {

    private static final int SAMPLE = 50;
    private static final int SEARCH_AT_MOST_SECONDS = 10;
    private static final String BITS = "1.2.840.113556.1.4.803";

    private final ConnectorFinder finder;

    public ConnectorReader(ConnectorFinder finder) {
        this.finder = finder;
    }

    /**
     * The facts of the account that {@link ConnectorFinder#find} finds.
     *
     * @throws UnfitRequest as there
     * @throws DirectoryTrouble also when what tells accounts apart is hidden from us
     */
    public ConnectorFacts read(Directory directory, DomainSession session, String asked, Clock clock)
            throws DirectoryTrouble, UnfitRequest {
        ConnectorAccount account = finder.find(directory, session, asked);
        Sighting<SecurityDescriptor> root = root(session);
        boolean enabled = Flags.control(account.entry(), Flags.DISABLED).fold(disabled -> !disabled, unseen -> false);
        if (!account.entry().hasAttribute(Flags.CONTROL)) {
            throw new DirectoryTrouble(
                    Cause.DENIED, Flags.CONTROL + " of " + account.entry().getDN() + " is hidden");
        }
        return new ConnectorFacts(
                clock.instant(),
                session.host(),
                session.domain(),
                account.foundBy(),
                account.name(),
                account.entry().getDN(),
                account.trustee().sid().text(),
                enabled,
                Flags.expiry(account.entry()),
                account.privilegedGroups(),
                sample(session, account.trustee()),
                root.map(descriptor -> missing(descriptor, account.trustee())),
                root.flatMap(ConnectorReader::fingerprint));
    }

    private static Sighting<SecurityDescriptor> root(DomainSession session) {
        try {
            return Sighting.seen(DescriptorReader.readDacl(session, session.baseDn()));
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }

    private static Sighting<String> fingerprint(SecurityDescriptor root) {
        return root.dacl()
                .map(AccessControlList::fingerprint)
                .map(Sighting::seen)
                .orElseGet(() -> Sighting.unseen(Cause.MALFORMED, "the domain root has no access list"));
    }

    private static List<String> missing(SecurityDescriptor root, Trustee account) {
        List<AccessControlEntry> missing = WritebackEntries.missingAt(root, account);
        return missing.stream().map(Sddl::text).toList();
    }

    /** The first page of enabled users who are not protected now, nor once were; in the directory's own order. */
    private static Sighting<Sample> sample(DomainSession session, Trustee connector) {
        try {
            UserRights rights = new UserRights(session.account(), Sighting.seen(connector), null);
            SearchRequest request = new SearchRequest(
                    session.baseDn(),
                    SearchScope.SUB,
                    DereferencePolicy.NEVER,
                    0,
                    SEARCH_AT_MOST_SECONDS,
                    false,
                    Filter.createANDFilter(
                            UserJudge.USERS,
                            Filter.createNOTFilter(Filter.createEqualityFilter(ProtectedMembers.ADMIN_COUNT, "1")),
                            Filter.createNOTFilter(
                                    Filter.createExtensibleMatchFilter(Flags.CONTROL, BITS, false, "2"))),
                    UserRights.ATTRIBUTES);
            request.addControl(new SimplePagedResultsControl(SAMPLE, true));
            request.addControl(DescriptorReader.withoutSacl());
            int granted = 0;
            int cannotTell = 0;
            List<SearchResultEntry> users = session.page(request).getSearchEntries();
            for (SearchResultEntry user : users) {
                Grant grant = rights.on(user)
                        .flatMap(UserRights.Access::connector)
                        .fold(ConnectorRights::forWriteback, unseen -> Grant.CANNOT_TELL);
                granted += grant == Grant.GRANTED ? 1 : 0;
                cannotTell += grant == Grant.CANNOT_TELL ? 1 : 0;
            }
            return Sighting.seen(new Sample(users.size(), granted, cannotTell));
        } catch (LDAPException e) {
            return DirectoryTrouble.of("sample of users", e).unseen();
        }
    }
}
