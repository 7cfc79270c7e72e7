package writeback.contracts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Passes connections on to a server and keeps every byte that goes either way. */
final class Wire implements AutoCloseable {

    private final ServerSocket listening;
    private final String host;
    private final int port;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int cutAfter = Integer.MAX_VALUE;
    private volatile boolean cut;

    /** @param address of the host, where there is no DNS */
    Wire(String host, @Nullable String address, int port) throws IOException {
        this.host = address == null ? host : address;
        this.port = port;
        this.listening = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Everything so far, a character a byte. */
    synchronized String seen() {
        return seen.toString(StandardCharsets.ISO_8859_1);
    }

    /** Ends every connection once so many more bytes have gone over this wire; those made afterwards live. */
    synchronized void cutAfter(int bytes) {
        cut = false;
        cutAfter = seen.size() + bytes;
    }

    /** Whether that has come to pass. */
    boolean isCut() {
        return cut;
    }

    private void cut() throws IOException {
        cutAfter = Integer.MAX_VALUE;
        cut = true;
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listening.accept();
                Socket far = new Socket(host, port);
                start(() -> pass(near, far));
                start(() -> pass(far, near));
            }
        } catch (IOException closed) {
            // That is the end.
        }
    }

    private void pass(Socket from, Socket to) {
        open.add(from);
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (note(bytes, read) > cutAfter) {
                    cut();
                }
                out.write(bytes, 0, read);
            }
        } catch (IOException closed) {
            // Either side may hang up.
        } finally {
            open.remove(from);
        }
    }

    private synchronized int note(byte[] bytes, int length) {
        seen.write(bytes, 0, length);
        return seen.size();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
