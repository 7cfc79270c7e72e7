package writeback.relay.operation;

import static writeback.relay.protocol.message.Operations.CAPABILITY_DIRECTORY;
import static writeback.relay.protocol.message.Operations.READ_DIRECTORY;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import writeback.relay.directory.Directories;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainHeadReader;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.EnabledAccounts;
import writeback.relay.directory.PasswordSettingsReader;
import writeback.relay.directory.PolicyHints;
import writeback.relay.grouppolicy.ChangeAccess;
import writeback.relay.grouppolicy.LinkedGpoReader;
import writeback.relay.grouppolicy.Sysvol;
import writeback.relay.grouppolicy.SysvolFiles;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainController;
import writeback.relay.protocol.fact.GpoChangeAccess;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.message.Outcome;

/** Reads what counts of a domain. A directory that does not answer is a report too: everything unseen, and why. */
final class ReadDirectory implements Operation {

    private final Directories directories;

    ReadDirectory(Directories directories) {
        this.directories = directories;
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

    private static DirectoryFacts facts(Directory directory, Clock clock) {
        Sysvol sysvol = Sysvol.of(directory.settings());
        Account reading = directory.settings().accounts().reading();
        Instant readAt = clock.instant();
        try (DomainSession session = directory.openReading();
                SysvolFiles files = sysvol.open(session, reading)) {
            Sighting<List<LinkedGpo>> links = LinkedGpoReader.read(session, files);
            return new DirectoryFacts(
                    readAt,
                    Sighting.seen(new DomainController(session.host(), session.isPdcEmulator())),
                    EnabledAccounts.count(session, clock, directory.settings().accounts()),
                    DomainHeadReader.read(session),
                    links,
                    PasswordSettingsReader.read(session),
                    Sighting.seen(PolicyHints.offered(session)),
                    links.flatMap(seen -> changeAccess(directory, sysvol, seen)),
                    Sighting.unseen(Cause.NOT_YET_LOOKED, ""),
                    Sighting.unseen(Cause.NOT_YET_LOOKED, ""));
        } catch (DirectoryTrouble e) {
            return DirectoryFacts.allUnseen(readAt, e.why(), String.valueOf(e.getMessage()));
        }
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
