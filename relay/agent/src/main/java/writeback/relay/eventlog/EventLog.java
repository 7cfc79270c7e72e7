package writeback.relay.eventlog;

import java.io.IOException;

/** A log of somebody else's. */
interface EventLog extends AutoCloseable {

    /**
     * Writes it, within seconds.
     *
     * @throws IOException when it is not there; it is tried again
     */
    void write(CommandEvent event) throws IOException;

    /**
     * Writes that some were dropped while it was not there.
     *
     * @throws IOException when it is not there again
     */
    void writeDropped(long number) throws IOException;

    /** Its name, for the agent's own log. */
    String name();

    @Override
    void close();
}
