package writeback.contracts;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.BooleanSupplier;

/**
 * Passes SMB connections on and loses one answer of the server, the first that comes once a condition holds. The connection
 * lives on. Messages are encrypted; where one ends stands before it (MS-SMB2 2.1, Direct TCP transport).
 */
final class LostAnswer implements AutoCloseable {

    /** A loopback address of its own, for the client takes no other port. */
    static final String ADDRESS = "127.0.0.245";

    private static final int PORT = 445;

    private final ServerSocket listening;
    private final String host;
    private final BooleanSupplier when;
    private volatile boolean lost;

    LostAnswer(String host, BooleanSupplier when) throws IOException {
        this.host = host;
        this.when = when;
        this.listening = new ServerSocket(PORT, 5, InetAddress.getByName(ADDRESS));
        start(this::accept);
    }

    boolean isLost() {
        return lost;
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listening.accept();
                Socket far = new Socket(host, PORT);
                start(() -> pass(near, far, false));
                start(() -> pass(far, near, true));
            }
        } catch (IOException closed) {
            // That is the end.
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            DataInputStream in = new DataInputStream(from.getInputStream());
            DataOutputStream out = new DataOutputStream(to.getOutputStream());
            while (true) {
                int length = in.readInt();
                byte[] message = in.readNBytes(length);
                if (answers && !lost && when.getAsBoolean()) {
                    lost = true;
                    continue;
                }
                out.writeInt(length);
                out.write(message);
                out.flush();
            }
        } catch (IOException closed) {
            // Either side may hang up.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "lost-answer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
