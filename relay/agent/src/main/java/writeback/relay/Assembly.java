package writeback.relay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.operation.Bounds;
import writeback.relay.operation.Operations;
import writeback.relay.settings.AgentSettings;

/** Puts the operations together that the settings make possible. */
final class Assembly {

    private Assembly() {}

    /** @throws IOException when the data folder cannot be written */
    static Operations operations(AgentSettings settings) throws IOException {
        return Operations.of(
                settings.directories(), settings.connect(), settings.limits().bounds(), settings.dataFolder());
    }

    /** The same changes as the account that only reads: for looking what became of one. */
    static Operations lookingOnly(AgentSettings settings) throws IOException {
        List<DirectorySettings> readers = settings.directories().stream()
                .map(each -> each.carriedOutBy(each.accounts().reading()))
                .toList();
        return Operations.of(readers, Optional.empty(), settings.limits().bounds(), settings.dataFolder());
    }

    /** The changes of one domain as the operator at the console. */
    static Operations operator(DirectorySettings domain, Account operator, Bounds bounds, Path dataFolder)
            throws IOException {
        return Operations.of(List.of(domain.carriedOutBy(operator)), Optional.empty(), bounds, dataFolder);
    }
}
