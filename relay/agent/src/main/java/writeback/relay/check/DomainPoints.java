package writeback.relay.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.Directories;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainHeadReader;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.ForestDomains;
import writeback.relay.directory.PasswordSettingsReader;
import writeback.relay.directory.pso.PsoAge;
import writeback.relay.directory.users.ConnectorAccount;
import writeback.relay.directory.users.ConnectorFinder;
import writeback.relay.directory.users.UnfitRequest;
import writeback.relay.grouppolicy.LinkedGpoReader;
import writeback.relay.grouppolicy.Sysvol;
import writeback.relay.grouppolicy.SysvolFiles;
import writeback.relay.guard.Limits;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.ForestDomain;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.PasswordSettings;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.fact.WinningGpo;

/** What the reading account needs to see of a domain, and whether it does. */
final class DomainPoints {

    private final Directories directories;
    private final Directory directory;
    private final DirectorySettings settings;
    private final Limits limits;

    DomainPoints(Directories directories, Directory directory, Limits limits) {
        this.directories = directories;
        this.directory = directory;
        this.settings = directory.settings();
        this.limits = limits;
    }

    /** Writes the points, and returns what the accounts' rights are held against. */
    Surroundings write(Sheet sheet, DomainSession session) throws DirectoryTrouble {
        Sighting<DomainHead> head = DomainHeadReader.read(session);
        if (head instanceof Unseen<DomainHead> unseen) {
            sheet.problem("domain head", unseen.detail(), "let the reading account read the domain head");
        } else {
            sheet.ok("domain head", "minimum age and history can be read at " + session.baseDn());
        }
        forest(sheet, session);
        Sighting<List<LinkedGpo>> links = links(sheet, session);
        boolean psosSeen = psos(sheet, session);
        List<String> pilotOus = pilots(sheet, session);
        containers(sheet, session);
        connector(sheet, session);
        Surroundings surroundings =
                Surroundings.read(session, links.flatMap(WinningGpo::forMinimumPasswordAge), psosSeen, pilotOus);
        users(sheet, session, surroundings);
        return surroundings;
    }

    private void forest(Sheet sheet, DomainSession session) {
        Sighting<List<ForestDomain>> domains = ForestDomains.read(session, directories.domains());
        if (domains instanceof Unseen<List<ForestDomain>> unseen) {
            sheet.problem("forest", unseen.detail(), "let the reading account read CN=Partitions of the configuration");
            return;
        }
        String alone = domains.fold(
                all -> all.stream()
                        .filter(domain -> !domain.served())
                        .map(ForestDomain::dnsName)
                        .collect(Collectors.joining(", ")),
                unseen -> "");
        if (alone.isEmpty()) {
            sheet.ok("forest", "every domain of it has a section");
        } else {
            sheet.warning("forest", "no section for " + alone, "add one, or leave that domain to another relay");
        }
    }

    private Sighting<List<LinkedGpo>> links(Sheet sheet, DomainSession session) {
        Sighting<List<LinkedGpo>> links;
        try (SysvolFiles files =
                Sysvol.of(settings).open(session, settings.accounts().reading())) {
            links = LinkedGpoReader.read(session, files);
        }
        String as = opener(settings, "the reading account");
        if (links instanceof Unseen<List<LinkedGpo>> unseen) {
            sheet.problem("linked GPOs", unseen.detail(), "let the reading account read the domain head");
            return links;
        }
        List<LinkedGpo> all = links.fold(seen -> seen, unseen -> List.of());
        List<LinkedGpo> unread =
                all.stream().filter(gpo -> !gpo.contents().isSeen()).toList();
        for (LinkedGpo gpo : unread) {
            String why = gpo.contents().fold(seen -> "", Unseen::detail);
            sheet.problem(
                    "directory.sysvol",
                    "GPO " + gpo.name() + ": " + why,
                    "it is read " + as + " at " + settings.sysvol() + "; without it nobody knows which GPO decides");
        }
        if (unread.isEmpty()) {
            sheet.ok(
                    "directory.sysvol",
                    "GPOs linked at the domain root (" + all.size() + ") are read in AD and in SYSVOL, " + as);
        }
        return links;
    }

    /** As whom SYSVOL is opened. */
    static String opener(DirectorySettings settings, String account) {
        return settings.sysvol().startsWith(Sysvol.SMB)
                ? "by SMB as " + account
                : "as the user of this process, " + System.getProperty("user.name");
    }

    private static boolean psos(Sheet sheet, DomainSession session) {
        Sighting<List<PasswordSettings>> psos = PasswordSettingsReader.read(session);
        if (psos instanceof Unseen<List<PasswordSettings>> unseen) {
            sheet.problem(
                    "PSOs",
                    unseen.detail(),
                    "dsacls \"" + PsoAge.container(session)
                            + "\" /I:T /G \"ACCOUNT:GR\", with the reading account's name");
        } else {
            sheet.ok("PSOs", psos.fold(List::size, unseen -> 0) + " to be seen");
        }
        return psos.isSeen();
    }

    /** Of the organisational units of pilots, those that are of this domain. */
    private List<String> pilots(Sheet sheet, DomainSession session) throws DirectoryTrouble {
        List<String> bounds = limits.bounds().pilotOus().stream()
                .filter(ou ->
                        ou.toLowerCase(Locale.ROOT).endsWith(session.baseDn().toLowerCase(Locale.ROOT)))
                .toList();
        Set<String> named = new LinkedHashSet<>(bounds);
        if (!settings.pilotOu().isBlank()) {
            named.add(settings.pilotOu());
        }
        List<String> missing = missing(session, List.copyOf(named));
        if (!missing.isEmpty()) {
            sheet.problem(
                    "pilot OU",
                    String.join("; ", missing) + ": does not exist, or is hidden from the reading account",
                    "make it, or correct directory.pilot-ou and bounds.pilot-ou");
        } else if (!named.isEmpty()) {
            sheet.ok("pilot OU", String.join("; ", named));
        }
        return bounds;
    }

    private void containers(Sheet sheet, DomainSession session) throws DirectoryTrouble {
        List<String> all = settings.sync().userContainers();
        List<String> missing = missing(session, all);
        if (!missing.isEmpty()) {
            sheet.problem(
                    "directory.user-containers",
                    String.join("; ", missing) + ": does not exist, or is hidden from the reading account",
                    "name what the sync server imports; without it no coverage is counted");
        } else if (!all.isEmpty()) {
            sheet.ok("directory.user-containers", all.size() + " of them are there");
        }
    }

    private static List<String> missing(DomainSession session, List<String> names) throws DirectoryTrouble {
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            if (session.entry(name, "objectClass").isEmpty()) {
                missing.add(name);
            }
        }
        return missing;
    }

    private void connector(Sheet sheet, DomainSession session) throws DirectoryTrouble {
        @Nullable String configured = settings.sync().connectorAccount();
        try {
            ConnectorAccount found = new ConnectorFinder(directories).find(directory, session, "");
            sheet.ok("connector account", found.name());
        } catch (UnfitRequest e) {
            String seen = e.code() + ": " + e.getMessage();
            if (configured == null) {
                sheet.warning(
                        "connector account",
                        seen,
                        "set directory.connector-account, unless the sync server is asked by a relay and names it");
            } else {
                sheet.problem("directory.connector-account", seen, "correct it");
            }
        }
    }

    private static void users(Sheet sheet, DomainSession session, Surroundings around) {
        Things all = around.pilots().and(around.users());
        long flagless = all.all().stream()
                .filter(user -> !user.entry().hasAttribute("userAccountControl"))
                .count();
        long dark = all.hidden() + flagless;
        Optional<Thing> none = all.all().stream().findFirst();
        if (none.isEmpty()) {
            sheet.problem("users", "none is to be seen by " + session.account(), "let the reading account read users");
        } else if (dark > 0) {
            sheet.warning(
                    "users",
                    dark + " of " + (all.all().size() + all.hidden())
                            + " hide their access list or userAccountControl from the reading account",
                    "the bot shows as unknown what is hidden of them");
        } else {
            sheet.ok("users", "access list and flags can be read of " + all.counted("users"));
        }
    }
}
