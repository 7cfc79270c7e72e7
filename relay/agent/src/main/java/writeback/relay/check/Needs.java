package writeback.relay.check;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.rights.Privilege;
import writeback.relay.directory.rights.Privileges;
import writeback.relay.directory.rights.Trustee;
import writeback.relay.grouppolicy.GpoFolder;
import writeback.relay.grouppolicy.Sysvol;
import writeback.relay.grouppolicy.SysvolFiles;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/** Whether an account has what the operations need that are allowed without an operator. */
final class Needs {

    private static final List<Privilege> OF_REHEARSAL =
            List.of(Privilege.RESET_PASSWORD, Privilege.WRITE_LOCKOUT_TIME, Privilege.WRITE_PWD_LAST_SET);
    private static final List<Privilege> OF_GPO =
            List.of(Privilege.WRITE_VERSION_NUMBER, Privilege.WRITE_EXTENSION_NAMES);

    private final Sheet sheet;
    private final Role role;
    private final Trustee trustee;
    private final NeededRights rights;
    private final Duties duties;
    private final Surroundings around;

    Needs(Sheet sheet, Role role, Trustee trustee, Duties duties, Surroundings around) {
        this.sheet = sheet;
        this.role = role;
        this.trustee = trustee;
        this.rights = new NeededRights(sheet, new Privileges(trustee));
        this.duties = duties;
        this.around = around;
    }

    /** @param own a session of the account */
    void write(DomainSession own, DirectorySettings settings) throws DirectoryTrouble {
        if (role == Role.READING) {
            return;
        }
        String account = dsaclsName(own);
        boolean used = role == Role.CHANGING ? duties.changesUnattended() : duties.unattended(RehearsePolicy.OPERATION);
        if (!used) {
            sheet.warning(
                    "its use",
                    "nothing that is allowed runs as this account",
                    "take it out of relay.yaml, and its rights away");
        } else if (role == Role.CHANGING) {
            changing(own, settings, account);
        } else {
            rehearsing(account);
        }
    }

    private void changing(DomainSession own, DirectorySettings settings, String account) {
        if (duties.unattended(SetMinimumPasswordAge.OPERATION)) {
            gpo(own, settings, account);
        }
        if (duties.unattended(SetPsoMinimumAge.OPERATION)) {
            pso(account);
        }
        if (duties.changesRights()) {
            on(
                    "grant-rights, revoke-rights",
                    around.head(),
                    "the domain root",
                    List.of(Privilege.MODIFY_PERMISSIONS),
                    account);
        }
    }

    private void gpo(DomainSession own, DirectorySettings settings, String account) {
        String about = SetMinimumPasswordAge.OPERATION;
        if (around.winner() instanceof Unseen<Optional<LinkedGpo>> unseen) {
            sheet.notLookedAt(about, "nobody knows which GPO decides: " + unseen.detail());
            return;
        }
        Things winner = around.gpos(true);
        Optional<LinkedGpo> gpo = around.winner().fold(found -> found, unseen -> Optional.empty());
        if (gpo.isEmpty()) {
            sheet.warning(
                    about,
                    "no GPO at the domain root defines the minimum password age",
                    "there is nothing to set it in");
        } else if (winner.all().isEmpty()) {
            sheet.notLookedAt(
                    about, "the access list of GPO " + gpo.get().name() + " is hidden from the reading account");
        } else {
            on(about, winner, "GPO " + gpo.get().name() + ", which decides", OF_GPO, account);
            files(own, settings, gpo.get().id());
        }
    }

    private void files(DomainSession own, DirectorySettings settings, UUID gpo) {
        String about = "its files in SYSVOL";
        String as = DomainPoints.opener(settings, "this account");
        try (SysvolFiles files = Sysvol.of(settings)
                .open(own, Objects.requireNonNull(settings.accounts().changing()))) {
            GpoFolder folder = new GpoFolder(files, own.domain(), gpo);
            if (folder.writable()) {
                sheet.ok(
                        about,
                        files.place(folder.ini())
                                + " and its template open for writing " + as
                                + "; nothing was written. Whether a new file"
                                + " keeps owner and access list, only a change shows");
            } else {
                sheet.problem(
                        about,
                        files.place(folder.ini()) + " or its template does not open for writing " + as,
                        "grant Modify on the GPO's folder");
            }
        } catch (IOException e) {
            sheet.problem(about, String.valueOf(e.getMessage()), "the share must answer, and let the account in");
        }
    }

    /** What is at zero needs no change. */
    private void pso(String account) {
        Things above = around.psos().only(pso -> !"0".equals(pso.entry().getAttributeValue("msDS-MinimumPasswordAge")));
        if (!around.psosSeen() || around.psos().hidden() > 0) {
            sheet.notLookedAt(
                    SetPsoMinimumAge.OPERATION, "PSOs, or their access lists, are hidden from the reading account");
        } else if (above.all().isEmpty()) {
            sheet.ok(
                    SetPsoMinimumAge.OPERATION,
                    "no PSO that can be seen has a minimum age: there is nothing to set, and no right is needed");
        } else {
            on(
                    SetPsoMinimumAge.OPERATION,
                    above,
                    "each PSO with a minimum age",
                    List.of(Privilege.WRITE_PSO_MINIMUM_AGE),
                    account);
        }
    }

    private void on(String about, Things things, String what, List<Privilege> needed, String account) {
        if (things.all().isEmpty()) {
            sheet.notLookedAt(about, "the access list of " + what + " is hidden from the reading account");
            return;
        }
        rights.judge(about, things, what, needed, each -> things.all().stream()
                .filter(thing -> rights.isMissing(thing, each))
                .map(thing -> Dsacls.onObject(thing.dn(), account, each)));
    }

    private void rehearsing(String account) {
        Things ordinary = around.pilots().only(user -> !"1".equals(user.entry().getAttributeValue("adminCount")));
        String about = RehearsePolicy.OPERATION;
        if (ordinary.all().isEmpty()) {
            sheet.warning(
                    about,
                    "no ordinary user in bounds.pilot-ou (" + String.join("; ", around.pilotOus()) + ")",
                    "put a test account there");
            return;
        }
        rights.judge(
                about,
                ordinary,
                ordinary.counted("users in the pilot OU"),
                OF_REHEARSAL,
                each -> around.pilotOus().stream().map(ou -> Dsacls.onUsersBelow(ou, account, each)));
    }

    /** As dsacls takes it: every account goes by its short name at the domain (MS-ADTS 5.1.1.1.1). */
    private String dsaclsName(DomainSession own) throws DirectoryTrouble {
        return own
                .search(
                        own.baseDn(),
                        SearchScope.SUB,
                        Filter.createEqualityFilter("objectSid", trustee.sid().bytes()),
                        1,
                        "sAMAccountName")
                .stream()
                .findFirst()
                .map(found -> found.getAttributeValue("sAMAccountName") + "@" + own.domain())
                .orElse(trustee.sid().text());
    }
}
