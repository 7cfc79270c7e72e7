package writeback.journeys.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The ports of one organisation: eight in a row from one number on.
 *
 * @param first the lab's page; the lab takes five
 */
public record Ports(int first) {
    private static final int LAB_PORTS = 5;
    private static final int ALL = 8;
    private static final int LAST = 65_535;
    /** Open as long as this JVM runs: closing it would free all that it has locked. */
    private static @Nullable FileChannel reservations;

    /** @throws StartFailed when eight from there on are not all ports that a user may take */
    static Ports from(int first) {
        if (first < 1024 || first > LAST - (ALL - 1)) {
            throw new StartFailed("--port=" + first + ": eight ports are needed from there on, between 1024 and " + LAST
                    + ", so at most " + (LAST - (ALL - 1)) + ".");
        }
        return new Ports(first);
    }

    public int page() {
        return first;
    }

    public int bot() {
        return first + LAB_PORTS;
    }

    public int requestersPlayground() {
        return first + LAB_PORTS + 1;
    }

    public int approversPlayground() {
        return first + LAB_PORTS + 2;
    }

    /** Eight ports nobody listens on now, away from those a person uses; no other process is given them while this runs. */
    public static Ports anyFree() {
        Random random = new Random();
        for (int attempt = 0; attempt < 200; attempt++) {
            Ports ports = new Ports(20_000 + ALL * random.nextInt(1500));
            if (ports.all().allMatch(Ports::isFree) && ports.reserved()) {
                return ports;
            }
        }
        throw new StartFailed("no eight free ports in a row between 20000 and 32000");
    }

    /** Held until this JVM ends: a byte of a file that all of them lock. */
    private boolean reserved() {
        try {
            return reservations().tryLock(first, 1, false) != null;
        } catch (OverlappingFileLockException taken) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized FileChannel reservations() throws IOException {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "writeback-ports-" + System.getProperty("user.name"));
        if (reservations == null) {
            reservations = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        }
        return reservations;
    }

    /** @throws StartFailed naming the first port that is taken */
    void requireFree() {
        all().filter(port -> !isFree(port)).findFirst().ifPresent(port -> {
            throw new StartFailed(
                    "Port " + port + " (" + whose(port) + ") is in use. Stop what listens there, or choose"
                            + " others with --port=N; ports N to N+" + (ALL - 1) + " are needed. Beside another"
                            + " practice organisation it needs a folder of its own, too: --run=FOLDER.");
        });
    }

    private String whose(int port) {
        if (port == bot()) {
            return "bot";
        }
        return port < bot() ? "practice organisation" : "Playground";
    }

    private IntStream all() {
        return IntStream.range(first, first + ALL);
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
