package writeback.relay.check;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import writeback.relay.directory.rights.Privilege;
import writeback.relay.directory.rights.Privileges;
import writeback.relay.directory.rights.Trustee;
import writeback.relay.protocol.fact.Grant;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/**
 * Whether an account has more than it needs: a closed list of rights on the objects that were looked at. What lies beyond
 * them is not known, and not claimed.
 */
final class Excess {

    private static final String ABOUT = "more than it needs";

    /** With each of them somebody can take over the object. */
    private static final Set<Privilege> TAKE_OVER = EnumSet.of(Privilege.MODIFY_PERMISSIONS, Privilege.MODIFY_OWNER);

    private static final Set<Privilege> OF_USERS =
            with(TAKE_OVER, Privilege.RESET_PASSWORD, Privilege.WRITE_EVERYTHING);

    private static final Set<Privilege> OF_GPOS = with(
            TAKE_OVER, Privilege.WRITE_VERSION_NUMBER, Privilege.WRITE_EXTENSION_NAMES, Privilege.WRITE_EVERYTHING);

    private static final Set<Privilege> OF_PSOS =
            with(TAKE_OVER, Privilege.WRITE_PSO_MINIMUM_AGE, Privilege.WRITE_EVERYTHING);

    private final Sheet sheet;
    private final Role role;
    private final Trustee trustee;
    private final Privileges privileges;
    private final Duties duties;
    private final Surroundings around;
    private boolean nothing = true;

    Excess(Sheet sheet, Role role, Trustee trustee, Duties duties, Surroundings around) {
        this.sheet = sheet;
        this.role = role;
        this.trustee = trustee;
        this.privileges = new Privileges(trustee);
        this.duties = duties;
        this.around = around;
    }

    private static Set<Privilege> with(Set<Privilege> some, Privilege... more) {
        Set<Privilege> all = EnumSet.copyOf(some);
        all.addAll(List.of(more));
        return all;
    }

    void write() {
        groups();
        boolean delegates = role == Role.CHANGING && duties.changesRights();
        Set<Privilege> ofContainers = delegates ? EnumSet.of(Privilege.MODIFY_OWNER) : TAKE_OVER;
        objects(
                "the domain root",
                around.head(),
                with(ofContainers, Privilege.REPLICATE_SECRETS, Privilege.WRITE_EVERYTHING),
                "whoever has that can give itself anything, or copy every password hash of the domain");
        objects(
                "AdminSDHolder",
                around.adminSdHolder(),
                OF_USERS,
                "every administrator's account gets this access list within the hour");
        objects("organisational units", around.containers(), ofContainers, "what lies in them can be taken over");
        users();
        policies();
        if (nothing) {
            sheet.ok(
                    ABOUT,
                    "seen nothing of it. Looked at were its groups, " + around.words()
                            + "; nothing is claimed about anything else");
        }
    }

    private void groups() {
        List<String> groups = PrivilegedGroups.of(trustee);
        if (!groups.isEmpty()) {
            nothing = false;
            sheet.warning(
                    ABOUT,
                    "is a member of " + String.join(", ", groups) + ", directly or by another group",
                    "take it out: it needs to be in no privileged group");
        }
        if (!trustee.complete()) {
            nothing = false;
            sheet.notLookedAt("its groups", "not all of them are shown: it may be in more than were seen");
        }
    }

    /** Resetting is the rehearsal account's work in the pilot OU, and nobody's anywhere else. */
    private void users() {
        boolean rehearses = role == Role.REHEARSAL;
        String elsewhere = rehearses ? " outside the pilot OU" : "";
        String why = "whoever has that can sign in as them";
        Things containers =
                rehearses ? around.containers().only(unit -> !around.isPilot(unit.dn())) : around.containers();
        judge(
                "users below organisational units" + elsewhere,
                around.head().and(containers),
                OF_USERS,
                (unit, each) -> privileges.onUsersBelow(unit.descriptor(), each),
                why);
        objects("users" + elsewhere, rehearses ? around.users() : around.users().and(around.pilots()), OF_USERS, why);
        if (rehearses) {
            objects(
                    "users in the pilot OU",
                    around.pilots(),
                    with(TAKE_OVER, Privilege.WRITE_EVERYTHING),
                    "three rights on them are enough");
        }
    }

    private void policies() {
        String why = "whoever edits a GPO commands the computers that it is linked to";
        boolean setsAge = role == Role.CHANGING && duties.unattended(SetMinimumPasswordAge.OPERATION);
        if (setsAge && !around.winner().isSeen()) {
            nothing = false;
            sheet.notLookedAt(ABOUT, "on GPOs: nobody knows which of them decides, and so may be edited");
        } else if (setsAge) {
            objects("the GPO that decides", around.gpos(true), TAKE_OVER, why);
            objects("other GPOs", around.gpos(false), OF_GPOS, why);
        } else {
            objects("GPOs", around.gpos(), OF_GPOS, why);
        }
        boolean setsPso = role == Role.CHANGING && duties.unattended(SetPsoMinimumAge.OPERATION);
        objects("PSOs", around.psos(), setsPso ? TAKE_OVER : OF_PSOS, "nothing that is allowed needs it");
    }

    private void objects(String what, Things things, Set<Privilege> unneeded, String why) {
        judge(what, things, unneeded, (thing, each) -> thing.grants(each, privileges), why);
    }

    private void judge(
            String what,
            Things things,
            Set<Privilege> unneeded,
            BiFunction<Thing, Privilege, Grant> grants,
            String why) {
        Set<Privilege> found = EnumSet.noneOf(Privilege.class);
        List<String> where = new ArrayList<>();
        List<String> unsure = new ArrayList<>();
        for (Thing thing : things.all()) {
            if (trustee.sid().equals(thing.sid())) {
                continue;
            }
            Set<Privilege> held = unneeded.stream()
                    .filter(each -> grants.apply(thing, each) == Grant.GRANTED)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Privilege.class)));
            found.addAll(held);
            if (!held.isEmpty()) {
                where.add(thing.name());
            } else if (unneeded.stream().anyMatch(each -> grants.apply(thing, each) == Grant.CANNOT_TELL)) {
                unsure.add(thing.name());
            }
        }
        if (!where.isEmpty()) {
            nothing = false;
            sheet.warning(
                    ABOUT,
                    "has " + found.stream().map(Privilege::words).collect(Collectors.joining(", ")) + " on " + what
                            + ": " + NeededRights.some(where),
                    "take it away: " + why);
        }
        if (!unsure.isEmpty()) {
            nothing = false;
            sheet.notLookedAt(
                    ABOUT,
                    "cannot be told on " + what + ": " + NeededRights.some(unsure)
                            + ", where an entry has a condition or is for a group that is hidden");
        }
    }
}
