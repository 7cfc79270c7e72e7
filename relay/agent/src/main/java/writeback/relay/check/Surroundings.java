package writeback.relay.check;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.List;
import java.util.Optional;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.pso.PsoAge;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.Sighting;

/**
 * The objects that the accounts' rights are held against; nothing beyond them is claimed.
 *
 * @param head the domain root
 * @param adminSdHolder none when it is hidden
 * @param winner the GPO that decides the minimum password age
 * @param psosSeen whether there are no PSOs but those
 * @param pilots users of the organisational units in {@code bounds.pilot-ou}
 * @param users of anywhere else
 * @param containers organisational units, and the container of users
 */
record Surroundings(
        Things head,
        Things adminSdHolder,
        Things gpos,
        Sighting<Optional<LinkedGpo>> winner,
        Things psos,
        boolean psosSeen,
        Things pilots,
        Things users,
        Things containers,
        List<String> pilotOus) {

    private static final int MOST_GPOS = 500;
    private static final int MOST_PSOS = 200;
    private static final int MOST_PILOTS = 50;
    private static final int MOST_USERS = 200;
    private static final int MOST_CONTAINERS = 500;
    private static final Filter ANY = Filter.createPresenceFilter("objectClass");
    private static final Filter USER = Filter.createANDFilter(
            Filter.createEqualityFilter("objectClass", "user"),
            Filter.createNOTFilter(Filter.createEqualityFilter("objectClass", "computer")));

    /** @param pilotOus of this domain */
    static Surroundings read(
            DomainSession session, Sighting<Optional<LinkedGpo>> winner, boolean psosSeen, List<String> pilotOus)
            throws DirectoryTrouble {
        String base = session.baseDn();
        Things pilots = Things.NONE;
        for (String ou : pilotOus) {
            pilots = pilots.and(
                    Things.read(session, ou, SearchScope.SUB, USER, MOST_PILOTS, "adminCount", "userAccountControl"));
        }
        return new Surroundings(
                Things.read(session, base, SearchScope.BASE, ANY, 1),
                Things.read(session, "CN=AdminSDHolder,CN=System," + base, SearchScope.BASE, ANY, 1),
                Things.read(
                        session,
                        "CN=Policies,CN=System," + base,
                        SearchScope.ONE,
                        Filter.createEqualityFilter("objectClass", "groupPolicyContainer"),
                        MOST_GPOS,
                        "displayName",
                        "cn"),
                winner,
                Things.read(
                        session,
                        PsoAge.container(session),
                        SearchScope.ONE,
                        Filter.createEqualityFilter("objectClass", "msDS-PasswordSettings"),
                        MOST_PSOS,
                        "msDS-MinimumPasswordAge"),
                psosSeen,
                pilots,
                Things.read(session, base, SearchScope.SUB, USER, MOST_USERS, "userAccountControl")
                        .only(user -> !isInside(user.dn(), pilotOus)),
                Things.read(
                                session,
                                base,
                                SearchScope.SUB,
                                Filter.createEqualityFilter("objectClass", "organizationalUnit"),
                                MOST_CONTAINERS)
                        .and(Things.read(session, "CN=Users," + base, SearchScope.BASE, ANY, 1)),
                pilotOus);
    }

    /** Whether an object is one of the pilot units, or lies in one. */
    boolean isPilot(String distinguishedName) {
        return isInside(distinguishedName, pilotOus);
    }

    private static boolean isInside(String distinguishedName, List<String> units) {
        try {
            for (String unit : units) {
                if (DN.isDescendantOf(distinguishedName, unit, true)) {
                    return true;
                }
            }
            return false;
        } catch (LDAPException e) {
            return false;
        }
    }

    /** The GPO that decides, or those that do not. */
    Things gpos(boolean deciding) {
        String name =
                winner.fold(found -> found.map(gpo -> "{" + gpo.id() + "}").orElse(""), unseen -> "");
        return gpos.only(gpo -> name.equalsIgnoreCase(gpo.entry().getAttributeValue("cn")) == deciding);
    }

    /** What was looked at, for people. */
    String words() {
        return String.join(
                ", ",
                head.all().isEmpty() ? "not the domain root, which is hidden" : "the domain root",
                adminSdHolder.all().isEmpty() ? "not AdminSDHolder, which is hidden" : "AdminSDHolder",
                gpos.counted("GPOs"),
                psosSeen ? psos.counted("PSOs") : "not PSOs, which are hidden",
                containers.counted("containers"),
                pilots.and(users).counted("users"));
    }
}
