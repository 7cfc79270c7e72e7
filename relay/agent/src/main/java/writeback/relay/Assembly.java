package writeback.relay;

import java.io.IOException;
import writeback.relay.operation.Operations;
import writeback.relay.settings.AgentSettings;

/** Puts the operations together that the settings make possible. */
final class Assembly {

    private Assembly() {}

    /** @throws IOException when the data folder cannot be written */
    static Operations operations(AgentSettings settings) throws IOException {
        return Operations.of(settings.directories(), settings.connect(), settings.bounds(), settings.dataFolder());
    }
}
