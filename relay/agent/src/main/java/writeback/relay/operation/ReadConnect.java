package writeback.relay.operation;

import static writeback.relay.protocol.message.Operations.CAPABILITY_CONNECT;
import static writeback.relay.protocol.message.Operations.READ_CONNECT;

import writeback.relay.entraconnect.ConnectServer;
import writeback.relay.protocol.message.Outcome;

/** Reads the Entra Connect server. One that does not answer is a report too: everything unseen, and why. */
final class ReadConnect implements Operation {

    private final ConnectServer server;

    ReadConnect(ConnectServer server) {
        this.server = server;
    }

    @Override
    public String name() {
        return READ_CONNECT;
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
        return Troubles.done(server.facts(context.clock().instant()));
    }
}
