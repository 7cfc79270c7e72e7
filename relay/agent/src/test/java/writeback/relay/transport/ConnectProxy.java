package writeback.relay.transport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A small HTTP proxy that knows CONNECT, may ask for a password, and ends connections on which nothing happens. */
final class ConnectProxy implements AutoCloseable {

    final List<String> connected = new CopyOnWriteArrayList<>();
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final @Nullable String login;
    private final Duration idle;

    /**
     * @param login {@code user:password}, null: none is asked for
     * @param idle for how long a connection may be silent
     */
    ConnectProxy(@Nullable String login, Duration idle) throws IOException {
        this.login = login;
        this.idle = idle;
        threads.execute(this::accept);
    }

    ProxyChoice.Named named(ProxyChoice.@Nullable Login with) {
        return new ProxyChoice.Named("127.0.0.1", server.getLocalPort(), with);
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            List<String> head = head(in);
            if (login != null) {
                String wanted = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
                Optional<String> given = head.stream()
                        .filter(line -> line.regionMatches(true, 0, "Proxy-Authorization: ", 0, 21))
                        .map(line -> line.substring(21))
                        .findFirst();
                if (!given.equals(Optional.of(wanted))) {
                    answer(client, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"");
                    return;
                }
            }
            String target = head.get(0).split(" ")[1];
            connected.add(target);
            URI to = URI.create("//" + target);
            try (Socket there = new Socket(to.getHost(), to.getPort())) {
                client.getOutputStream()
                        .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                AtomicLong last = new AtomicLong(System.nanoTime());
                threads.execute(() -> pipe(there, client, last));
                pipe(client, there, last, in);
            }
        } catch (IOException e) {
            // the connection is over
        }
    }

    private void pipe(Socket from, Socket to, AtomicLong last) {
        try {
            pipe(from, to, last, from.getInputStream());
        } catch (IOException e) {
            // the connection is over
        }
    }

    private void pipe(Socket from, Socket to, AtomicLong last, InputStream in) throws IOException {
        try (from;
                to) {
            from.setSoTimeout(50);
            byte[] bytes = new byte[8192];
            while (true) {
                try {
                    int count = in.read(bytes);
                    if (count < 0) {
                        return;
                    }
                    last.set(System.nanoTime());
                    to.getOutputStream().write(bytes, 0, count);
                } catch (SocketTimeoutException e) {
                    if (System.nanoTime() - last.get() > idle.toNanos()) {
                        return;
                    }
                }
            }
        }
    }

    private static List<String> head(InputStream in) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (!text.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            text.write(next);
        }
        return List.of(text.toString(StandardCharsets.US_ASCII).split("\r\n"));
    }

    private static void answer(Socket client, String status) throws IOException {
        client.getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }
}
