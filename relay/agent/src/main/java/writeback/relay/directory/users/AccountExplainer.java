package writeback.relay.directory.users;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import writeback.relay.directory.AccountReader;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.rights.ChangePassword;
import writeback.relay.directory.rights.DescriptorReader;
import writeback.relay.directory.rights.Trustee;
import writeback.relay.protocol.fact.AccountReport;
import writeback.relay.protocol.fact.AccountReport.Protection;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;

/** Reads everything of one user that decides whether the password can be written back. Thread-safe. */
public final class AccountExplainer {

    private final ConnectorFinder connectors;

    public AccountExplainer(ConnectorFinder connectors) {
        this.connectors = connectors;
    }

    /**
     * The report of one user. A connector account that cannot be found leaves the rights unseen; the rest stands.
     *
     * @param directory the session's
     * @param account as {@link AccountFinder#find} takes it
     * @param connector as {@link ConnectorFinder#find} takes it
     * @throws UnfitRequest as {@link AccountFinder#find}
     */
    public AccountReport explain(
            Directory directory,
            DomainSession session,
            String account,
            String connector,
            Containers containers,
            Clock clock)
            throws DirectoryTrouble, UnfitRequest {
        String name = AccountFinder.find(session, account);
        Instant now = clock.instant();
        SearchResultEntry known = AccountReader.find(session, name).orElseThrow(() -> gone(name));
        Sighting<Trustee> trustee = trustee(directory, session, connector);
        UserJudge judge = UserJudge.of(session, trustee);
        List<String> attributes = new ArrayList<>(Arrays.asList(judge.attributes()));
        attributes.add(Flags.COMPUTED);
        attributes.add(Flags.LOCKOUT_TIME);
        SearchResultEntry user = session.entry(name, DescriptorReader.withoutSacl(), attributes.toArray(String[]::new))
                .orElseThrow(() -> gone(name));
        Standing standing = judge.standing(user, now);
        return new AccountReport(
                AccountReader.facts(session, known, directory.settings().pilotOu(), now),
                session.domain(),
                standing.expiry(),
                Flags.locked(user, PolicyBook.lockoutDuration(session, standing.policy()), now),
                protection(session, user),
                standing.inheritanceOff(),
                mayNotChange(session, user),
                Flags.control(user, Flags.NEVER_EXPIRES),
                standing.policy(),
                standing.awkwardUnits(),
                containers.hold(name),
                standing.connector());
    }

    private static UnfitRequest gone(String name) {
        return new UnfitRequest("no-such-account", name + " has just gone");
    }

    private Sighting<Trustee> trustee(Directory directory, DomainSession session, String connector)
            throws DirectoryTrouble {
        try {
            return Sighting.seen(connectors.find(directory, session, connector).trustee());
        } catch (UnfitRequest e) {
            return Sighting.unseen(Cause.FAILED, e.code() + ": " + e.getMessage());
        }
    }

    private static Sighting<Protection> protection(DomainSession session, SearchResultEntry user) {
        Sighting<List<SecurityIdentifier>> groups = TokenGroups.read(session, user.getDN());
        return groups.flatMap(all -> {
            try {
                ProtectedGroups kinds = ProtectedGroups.of(session);
                return TokenGroups.names(session, all, kinds::contains)
                        .map(names -> new Protection(
                                "1".equals(user.getAttributeValue(ProtectedMembers.ADMIN_COUNT)),
                                names,
                                all.stream().anyMatch(ProtectedGroups::isProtectedUsers)));
            } catch (DirectoryTrouble e) {
                return e.unseen();
            }
        });
    }

    private static Sighting<Boolean> mayNotChange(DomainSession session, SearchResultEntry user) {
        try {
            String[] classes = user.getObjectClassValues();
            byte[] sid = user.getAttributeValueBytes("objectSid");
            if (classes == null || sid == null) {
                return Sighting.unseen(
                        Cause.DENIED,
                        "objectClass or objectSid of " + user.getDN() + " is hidden from " + session.account());
            }
            return ChangePassword.refused(
                    DescriptorReader.of(user, session.account()),
                    SecurityIdentifier.read(sid),
                    classes[classes.length - 1]);
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }
}
