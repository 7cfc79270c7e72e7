package writeback.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.operation.Bounds;
import writeback.relay.operation.OperationContext;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Outcome;

/** One life of the agent's operations on a directory, asked as the bot would ask. */
public final class Agent {

    private final Operations operations;
    private final Path data;

    private Agent(Operations operations, Path data) {
        this.operations = operations;
        this.data = data;
    }

    public static Agent on(DirectorySettings settings) {
        try {
            Path data = Files.createDirectories(Path.of("target", "agent"));
            return new Agent(
                    Operations.of(
                            List.of(settings),
                            Optional.empty(),
                            new Bounds(0, 2, List.of(settings.domain()), settings.pilotOu()),
                            data),
                    data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Outcome ask(String operation, Map<String, String> arguments) {
        return operations
                .find(operation)
                .orElseThrow()
                .run(new OperationContext(arguments, null, Clock.systemUTC(), data));
    }

    /** What it answers when it succeeds. */
    public <T> T answer(Class<T> type, String operation, Map<String, String> arguments) {
        Outcome outcome = ask(operation, arguments);
        if (outcome instanceof Outcome.Done done) {
            return ProtocolJson.read(done.result(), type);
        }
        throw new AssertionError(operation + " " + arguments + ": " + outcome);
    }

    static Map<String, String> with(Map<String, String> arguments, String name, String value) {
        Map<String, String> more = new HashMap<>(arguments);
        more.put(name, value);
        return more;
    }
}
