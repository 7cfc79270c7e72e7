package writeback.relay.operation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import writeback.relay.directory.Directories;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.users.AccountExplainer;
import writeback.relay.directory.users.ConnectorFinder;
import writeback.relay.directory.users.ConnectorReader;
import writeback.relay.directory.users.Coverage;
import writeback.relay.entraconnect.ConnectServer;
import writeback.relay.entraconnect.ConnectSettings;

/** The operations that this agent has. */
public final class Operations {

    private final Map<String, Operation> byName;

    public Operations(List<Operation> operations) {
        Map<String, Operation> map = new TreeMap<>();
        for (Operation operation : operations) {
            if (map.put(operation.name(), operation) != null) {
                throw new IllegalArgumentException("two operations are called " + operation.name());
            }
        }
        this.byName = Map.copyOf(map);
    }

    /**
     * Every operation that the settings make possible.
     *
     * @param sections a section a domain; empty where there is no directory to ask
     * @param connect empty where there is no sync server to ask
     * @throws IOException when the scripts cannot be put into the data folder
     */
    public static Operations of(
            List<DirectorySettings> sections, Optional<ConnectSettings> connect, Bounds bounds, Path dataFolder)
            throws IOException {
        List<Operation> operations = new ArrayList<>();
        if (!sections.isEmpty()) {
            Directories directories = new Directories(sections);
            operations.add(new ReadDirectory(directories));
            operations.add(new ReadAccount(directories));
            ConnectorFinder connectors = new ConnectorFinder(directories);
            operations.add(new ReadConnector(directories, new ConnectorReader(connectors)));
            operations.add(new ExplainAccount(directories, new AccountExplainer(connectors)));
            operations.add(new ReadCoverage(directories, new Coverage(connectors)));
            operations.add(new SetMinimumPasswordAgeInGpo(directories, bounds));
            operations.add(new SetMinimumAgeOfPso(directories, bounds));
            operations.add(ChangeEntriesOfObject.grant(directories, bounds));
            operations.add(ChangeEntriesOfObject.revoke(directories, bounds));
            operations.add(new RehearsePolicyOnAccount(directories, bounds));
        }
        if (connect.isPresent()) {
            ConnectServer server = new ConnectServer(connect.get(), dataFolder.resolve("powershell"));
            operations.add(new ReadConnect(server));
            operations.add(new ReadWritebackEvents(server));
        }
        return new Operations(operations);
    }

    public Optional<Operation> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Set<String> names() {
        return byName.keySet();
    }
}
