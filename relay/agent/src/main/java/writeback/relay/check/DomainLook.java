package writeback.relay.check;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.Directories;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.rights.OwnTrustee;
import writeback.relay.directory.rights.Trustee;
import writeback.relay.guard.Limits;
import writeback.relay.protocol.fact.Cause;

/** One section {@code directory}: the domain as the reading account sees it, and each account by itself. */
final class DomainLook implements Topic {

    private static final String NO_RIGHTS = "access lists are read as the reading account, which did not get in";

    private final Directories directories;
    private final Directory directory;
    private final DirectorySettings settings;
    private final Limits limits;
    private final Clock clock;

    /** Whom each role turned out to be, by its identifier. */
    private final Map<Role, SecurityIdentifier> known = new LinkedHashMap<>();

    DomainLook(Directories directories, Directory directory, Limits limits, Clock clock) {
        this.directories = directories;
        this.directory = directory;
        this.settings = directory.settings();
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public String title() {
        return "domain " + settings.domain();
    }

    @Override
    public void look(Sheet sheet) {
        Account reading = settings.accounts().reading();
        try (DomainSession near = directory.connector().openConfigured(reading)) {
            sheet.ok("directory.host", near.host() + " answers, and is of this domain");
            ControllerPoints controllers = new ControllerPoints(directory, limits, clock);
            controllers.write(sheet, near);
            try (DomainSession session = controllers.pdcEmulator(sheet, near).orElse(near)) {
                Surroundings surroundings = new DomainPoints(directories, directory, limits).write(sheet, session);
                for (Role role : Role.values()) {
                    account(sheet, role, surroundings);
                }
            }
        } catch (DirectoryTrouble e) {
            unreadable(sheet, e);
        }
    }

    private void unreadable(Sheet sheet, DirectoryTrouble trouble) {
        boolean denied = trouble.why() == Cause.DENIED;
        sheet.problem(
                denied ? "accounts.reading" : "directory.host",
                said(trouble),
                Remedies.of(trouble, "accounts.reading"));
        sheet.notLookedAt("everything else of the domain", "it is read as the reading account");
        for (Role role : Role.values()) {
            if (role != Role.READING && denied) {
                account(sheet, role, null);
            } else if (role != Role.READING && role.account(settings) != null) {
                sheet.notLookedAt(role.key(), "the domain controller was not reached");
            }
        }
    }

    /** @param surroundings null when they could not be read */
    private void account(Sheet sheet, Role role, @Nullable Surroundings surroundings) {
        @Nullable Account account = role.account(settings);
        if (account == null) {
            sheet.notLookedAt(role.key(), "is not set");
            return;
        }
        sheet.section(settings.domain() + ", " + role.key() + " (" + account.name() + ")");
        try (DomainSession own = signIn(sheet, role, account)) {
            Trustee trustee = OwnTrustee.read(own);
            apart(sheet, role, trustee);
            if (surroundings == null) {
                sheet.notLookedAt("rights", NO_RIGHTS);
                return;
            }
            Duties duties = Duties.of(limits);
            new Needs(sheet, role, trustee, duties, surroundings).write(own, settings);
            new Excess(sheet, role, trustee, duties, surroundings).write();
        } catch (DirectoryTrouble e) {
            sheet.problem(role.key(), said(e), Remedies.of(e, role.key()));
            sheet.notLookedAt("rights", "the account did not get in");
        }
    }

    /** Changes and rehearsals begin on the PDC emulator and nowhere else. */
    private DomainSession signIn(Sheet sheet, Role role, Account account) throws DirectoryTrouble {
        DomainSession session = role == Role.READING ? directory.open(account) : directory.openForChange(account);
        sheet.ok("sign-in", "is let in by " + session.host() + (account.signIn().overTls() ? ", LDAPS" : ", Kerberos"));
        @Nullable String other = settings.sync().connectorDomainController();
        if (role == Role.REHEARSAL && other != null && !other.equalsIgnoreCase(session.host())) {
            try (DomainSession there = directory.connector().openAt(other, account)) {
                sheet.ok("directory.connector-domain-controller", there.host() + " lets it in, too");
            } catch (DirectoryTrouble e) {
                sheet.problem("directory.connector-domain-controller", said(e), Remedies.of(e, role.key()));
            }
        }
        return session;
    }

    private void apart(Sheet sheet, Role role, Trustee trustee) {
        Optional<Role> same = known.entrySet().stream()
                .filter(other -> other.getValue().equals(trustee.sid()))
                .map(Map.Entry::getKey)
                .findFirst();
        known.put(role, trustee.sid());
        if (same.isPresent()) {
            sheet.warning(
                    "its own account",
                    "is the same account as " + same.get().key() + ", "
                            + trustee.sid().text(),
                    "give each its own, so that none can do another's work");
        } else {
            sheet.ok("its own account", trustee.sid().text());
        }
    }

    static String said(DirectoryTrouble trouble) {
        return String.valueOf(trouble.getMessage());
    }
}
