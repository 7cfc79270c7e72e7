package writeback.lab.web;

/** Another process listens on a port the lab wants. */
public final class PortTaken extends Exception {
    private final String server;
    private final int port;

    public PortTaken(String server, int port) {
        super("port " + port + " for " + server + " is taken");
        this.server = server;
        this.port = port;
    }

    public String server() {
        return server;
    }

    public int port() {
        return port;
    }
}
