package writeback.journeys.start;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The ports of one organisation: eight in a row from one number on.
 *
 * @param first the lab's page; the lab takes five
 */
public record Ports(int first) {
    private static final int LAB_PORTS = 5;
    private static final int ALL = 8;

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

    /** Eight ports nobody listens on now, away from those a person uses. */
    public static Ports anyFree() {
        Random random = new Random();
        for (int attempt = 0; attempt < 200; attempt++) {
            Ports ports = new Ports(20_000 + ALL * random.nextInt(1500));
            if (ports.all().allMatch(Ports::isFree)) {
                return ports;
            }
        }
        throw new StartFailed("no eight free ports in a row between 20000 and 32000");
    }

    /** @throws StartFailed naming the first port that is taken */
    void requireFree() {
        all().filter(port -> !isFree(port)).findFirst().ifPresent(port -> {
            throw new StartFailed(
                    "Port " + port + " (" + whose(port) + ") is in use. Stop what listens there, or choose"
                            + " others with --port=N; ports N to N+" + (ALL - 1) + " are needed.");
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
