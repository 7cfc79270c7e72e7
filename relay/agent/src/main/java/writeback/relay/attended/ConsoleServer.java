package writeback.relay.attended;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** The agent's end: listens in the data folder and serves a few consoles at a time, a thread each. */
public final class ConsoleServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ConsoleServer.class.getName());
    private static final int CONSOLES = 4;

    private final Path socket;
    private final ServerSocketChannel server;
    private final AttendedChanges changes;
    private final Map<String, String> inHand = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(CONSOLES);

    /** @throws IOException with a sentence for the relay's owner, when it cannot listen */
    public ConsoleServer(Path dataFolder, AttendedChanges changes) throws IOException {
        this.socket = SocketPlace.of(dataFolder);
        this.server = SocketPlace.listen(dataFolder);
        this.changes = changes;
        daemon("console", this::accept).start();
    }

    /** Takes nobody more; a console that is at work is left to it, and told by the closed connection. */
    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The console''s socket does not go away: {0}", e.getMessage());
        }
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = server.accept();
                if (room.tryAcquire()) {
                    daemon("console-of-operator", () -> serve(channel)).start();
                } else {
                    LOG.log(Level.WARNING, "More than {0} consoles at once; this one is closed", CONSOLES);
                    channel.close();
                }
            }
        } catch (IOException e) {
            if (server.isOpen()) {
                LOG.log(Level.ERROR, "No operator can reach the relay any more until it is restarted", e);
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (Line line = new Line(channel);
                ConsoleSession session = new ConsoleSession(line, channel, changes, inHand)) {
            session.run();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A console has gone: {0}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            room.release();
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
