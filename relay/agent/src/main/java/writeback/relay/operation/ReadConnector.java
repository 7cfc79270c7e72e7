package writeback.relay.operation;

import static writeback.relay.protocol.message.Operations.CAPABILITY_DIRECTORY;
import static writeback.relay.protocol.message.Operations.READ_CONNECTOR;

import writeback.relay.directory.Directories;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.users.ConnectorReader;
import writeback.relay.directory.users.UnfitRequest;
import writeback.relay.protocol.message.Outcome;

/** Reads the AD DS connector account; fails as {@link writeback.relay.directory.users.ConnectorFinder} says. */
final class ReadConnector implements Operation {

    private final Directories directories;
    private final ConnectorReader connectors;

    ReadConnector(Directories directories, ConnectorReader connectors) {
        this.directories = directories;
        this.connectors = connectors;
    }

    @Override
    public String name() {
        return READ_CONNECTOR;
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
        return DomainChoice.readingInTime(directories, context, directory -> read(directory, context));
    }

    private Outcome read(Directory directory, OperationContext context) {
        try (DomainSession session = directory.openReading()) {
            return Troubles.done(connectors.read(
                    directory, session, context.arguments().getOrDefault("account", ""), context.clock()));
        } catch (UnfitRequest e) {
            return Troubles.failed(e);
        } catch (DirectoryTrouble e) {
            return Troubles.failed(e);
        }
    }
}
