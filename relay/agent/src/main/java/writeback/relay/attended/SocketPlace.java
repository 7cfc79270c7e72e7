package writeback.relay.attended;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where agent and console meet: {@code console/socket} in the data folder. */
final class SocketPlace {

    /** {@code sun_path} of Linux; other systems have as much or a little less (macOS 104), and say so themselves. */
    private static final int LONGEST_PATH = 108;

    private SocketPlace() {}

    static Path of(Path dataFolder) {
        return dataFolder.toAbsolutePath().normalize().resolve("console").resolve("socket");
    }

    /**
     * Listens. What a killed agent left there is taken away: the journal's lock says that no other one runs. Whoever may
     * write the data folder may connect, and nobody else: the folder around the socket is closed to them from before the
     * socket exists.
     *
     * @throws IOException with a sentence for the relay's owner
     */
    static ServerSocketChannel listen(Path dataFolder) throws IOException {
        Path socket = of(dataFolder);
        check(socket);
        SharedFolder folder = SharedFolder.closed(dataFolder, socket.getParent());
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            folder.admit(socket);
            return server;
        } catch (IOException e) {
            server.close();
            throw new IOException("the console's socket " + socket + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** @throws IOException when nobody listens there, or this user may not connect */
    static SocketChannel connect(Path dataFolder) throws IOException {
        Path socket = of(dataFolder);
        check(socket);
        return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    private static void check(Path socket) throws IOException {
        int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length >= LONGEST_PATH) {
            throw new IOException("the console's socket would be " + socket + ", " + length
                    + " bytes long, and systems allow " + (LONGEST_PATH - 1)
                    + ": take a shorter path for agent.data-folder");
        }
    }
}
