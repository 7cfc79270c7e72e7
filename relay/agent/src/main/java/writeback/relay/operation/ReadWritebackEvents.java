package writeback.relay.operation;

import static writeback.relay.protocol.message.Operations.CAPABILITY_CONNECT;
import static writeback.relay.protocol.message.Operations.READ_WRITEBACK_EVENTS;

import java.time.DateTimeException;
import java.time.Instant;
import writeback.relay.entraconnect.ConnectServer;
import writeback.relay.protocol.message.Outcome;

/** Reads what writeback left in the sync server's Application log since a moment. */
final class ReadWritebackEvents implements Operation {

    private static final String ARGUMENT = "since";

    private final ConnectServer server;

    ReadWritebackEvents(ConnectServer server) {
        this.server = server;
    }

    @Override
    public String name() {
        return READ_WRITEBACK_EVENTS;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String capability() {
        return CAPABILITY_CONNECT;
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public Outcome run(OperationContext context) {
        Instant since;
        try {
            since = Instant.parse(context.arguments().getOrDefault(ARGUMENT, ""));
        } catch (DateTimeException e) {
            return new Outcome.Failed("bad-argument", "since is no ISO-8601 instant");
        }
        return server.events(since).fold(Troubles::done, unseen -> Troubles.failed("connect", unseen));
    }
}
