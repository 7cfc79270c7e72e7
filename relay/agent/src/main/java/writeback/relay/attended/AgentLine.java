package writeback.relay.attended;

import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import writeback.relay.protocol.message.Outcome;

/** The console's end of the connection to the running agent. For one thread. */
public final class AgentLine implements AutoCloseable {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    /** The agent may first have to end another change. */
    private static final Duration START_WITHIN = Duration.ofSeconds(90);

    private final Line line;

    private AgentLine(Line line) {
        this.line = line;
    }

    /** @throws IOException with a sentence for the operator */
    public static AgentLine connect(Path dataFolder) throws IOException {
        SocketChannel channel;
        try {
            channel = SocketPlace.connect(dataFolder);
        } catch (SocketException e) {
            throw new IOException(
                    "no relay runs on " + dataFolder + ", or this user may not write that folder"
                            + "; start the service, or ask the relay's owner for access",
                    e);
        }
        return new AgentLine(new Line(channel));
    }

    /** What waits. */
    public List<Told.Item> list() throws IOException {
        line.send(Ask.list());
        return Objects.requireNonNullElse(
                line.receive(Told.class, ANSWER_WITHIN).waiting(), List.of());
    }

    /** Takes a change into this console's hands: its sealed command, or why not. */
    public Told show(String command, String user) throws IOException {
        line.send(Ask.show(command, user));
        return line.receive(Told.class, ANSWER_WITHIN);
    }

    /**
     * Asks to begin. Without a refusal it has begun: it must begin to write before the time that is told, and {@link #done}
     * must follow.
     */
    public Told start(String command, String account) throws IOException {
        line.send(Ask.start(command, account));
        return line.receive(Told.class, START_WITHIN);
    }

    /** Says how it ended, and waits until that is in the journal. */
    public Told done(String command, Outcome outcome) throws IOException {
        line.send(Ask.done(command, outcome));
        return line.receive(Told.class, ANSWER_WITHIN);
    }

    @Override
    public void close() {
        line.close();
    }
}
