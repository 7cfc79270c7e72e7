package writeback.relay.operation;

import static writeback.relay.protocol.message.Operations.CAPABILITY_DIRECTORY;
import static writeback.relay.protocol.message.Operations.READ_DIRECTORY;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import writeback.relay.directory.Directories;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainHeadReader;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.EnabledAccounts;
import writeback.relay.directory.ForestDomains;
import writeback.relay.directory.PasswordSettingsReader;
import writeback.relay.directory.PolicyHints;
import writeback.relay.directory.Replicas;
import writeback.relay.grouppolicy.ChangeAccess;
import writeback.relay.grouppolicy.LinkedGpoReader;
import writeback.relay.grouppolicy.Sysvol;
import writeback.relay.grouppolicy.SysvolFiles;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainController;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.ForestDomain;
import writeback.relay.protocol.fact.GpoChangeAccess;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.PasswordSettings;
import writeback.relay.protocol.fact.Replica;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.WinningGpo;
import writeback.relay.protocol.message.Outcome;

/** Reads what counts of a domain. A directory that does not answer is a report too: everything unseen, and why. */
final class ReadDirectory implements Operation {

    private final Directories directories;
    private final Duration limit;

    ReadDirectory(Directories directories) {
        this(directories, Look.LIMIT);
    }

    /** @param limit for all of it */
    ReadDirectory(Directories directories, Duration limit) {
        this.directories = directories;
        this.limit = limit;
    }

    @Override
    public String name() {
        return READ_DIRECTORY;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String capability() {
        return CAPABILITY_DIRECTORY;
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public Outcome run(OperationContext context) {
        return DomainChoice.reading(
                directories, context, directory -> Troubles.done(facts(directory, context.clock())));
    }

    private DirectoryFacts facts(Directory directory, Clock clock) {
        Sysvol sysvol = Sysvol.of(directory.settings());
        Account reading = directory.settings().accounts().reading();
        Instant readAt = clock.instant();
        try (Look look = new Look(limit)) {
            Look.Line quick = look.line(directory::openReading);
            Look.Part<DomainController> controller =
                    quick.read("the domain controller", session -> controller(session, clock));
            Look.Part<DomainHead> head = quick.read("the domain head", DomainHeadReader::read);
            Look.Part<Boolean> hints =
                    quick.read("the controls", session -> Sighting.seen(PolicyHints.offered(session)));
            Look.Part<List<ForestDomain>> domains =
                    quick.read("the forest's domains", session -> ForestDomains.read(session, directories.domains()));
            Look.Part<List<PasswordSettings>> psos = look.line(directory::openReading)
                    .read("the PSOs", session -> PasswordSettingsReader.readCounted(session, clock));
            Look.Part<Long> accounts = look.line(directory::openReading)
                    .read(
                            "counting accounts",
                            session -> EnabledAccounts.count(
                                    session, clock, directory.settings().accounts()));
            Look.Line policy = look.line(directory::openReading);
            Look.Part<List<LinkedGpo>> links =
                    policy.read("the linked GPOs", session -> links(session, sysvol, reading));
            Look.Part<GpoChangeAccess> access =
                    policy.read("the access to the GPO that decides", session -> links.sighting()
                            .flatMap(seen -> changeAccess(directory, sysvol, seen)));
            Look.Part<List<Replica>> replicas = look.line(directory::openReading)
                    .read("the other domain controllers", session -> new Replicas(directory, reading)
                            .read(session, links.sighting().flatMap(seen -> winner(session, seen))));
            return new DirectoryFacts(
                    readAt,
                    controller.sighting(),
                    accounts.sighting(),
                    head.sighting(),
                    links.sighting(),
                    psos.sighting(),
                    hints.sighting(),
                    access.sighting(),
                    replicas.sighting(),
                    domains.sighting());
        }
    }

    private static Sighting<DomainController> controller(DomainSession session, Clock clock) throws DirectoryTrouble {
        return Sighting.seen(
                new DomainController(session.host(), session.isPdcEmulator(), session.clockAhead(clock.instant())));
    }

    private static Sighting<List<LinkedGpo>> links(DomainSession session, Sysvol sysvol, Account reading) {
        try (SysvolFiles files = sysvol.open(session, reading)) {
            return LinkedGpoReader.read(session, files);
        }
    }

    /** Where the GPO that decides lies in the directory. */
    private static Sighting<String> winner(DomainSession session, List<LinkedGpo> links) {
        return WinningGpo.forMinimumPasswordAge(links)
                .flatMap(winner -> winner.isEmpty()
                        ? Sighting.unseen(Cause.FAILED, "no GPO at the domain root defines the minimum password age")
                        : Sighting.seen("CN={" + winner.get().id() + "},CN=Policies,CN=System," + session.baseDn()));
    }

    private static Sighting<GpoChangeAccess> changeAccess(Directory directory, Sysvol sysvol, List<LinkedGpo> links) {
        Account changing = directory.settings().accounts().changing();
        if (changing == null) {
            return Sighting.unseen(Cause.REFUSED_BY_RELAY, "directory.accounts.changing is not set");
        }
        try (DomainSession session = directory.open(changing);
                SysvolFiles files = sysvol.open(session, changing)) {
            return ChangeAccess.look(session, files, links);
        } catch (DirectoryTrouble e) {
            return e.unseen();
        }
    }
}
