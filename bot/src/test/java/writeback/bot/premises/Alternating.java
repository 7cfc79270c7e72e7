package writeback.bot.premises;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A small load balancer: each connection goes to the next bot that is there. */
final class Alternating implements AutoCloseable {

    final Map<URI, AtomicInteger> connections = new ConcurrentHashMap<>();
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger turn = new AtomicInteger();
    private final List<URI> bots;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "balancer");
        thread.setDaemon(true);
        return thread;
    });

    Alternating(List<URI> bots) throws IOException {
        this.bots = bots;
        threads.execute(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
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
        for (int i = 0; i < bots.size(); i++) {
            URI bot = bots.get(turn.getAndIncrement() % bots.size());
            try {
                Socket there = new Socket(bot.getHost(), bot.getPort());
                connections.computeIfAbsent(bot, key -> new AtomicInteger()).incrementAndGet();
                threads.execute(() -> pipe(there, client));
                pipe(client, there);
                return;
            } catch (IOException e) {
                // the next one
            }
        }
    }

    private static void pipe(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException e) {
            // the connection is over
        }
    }
}
