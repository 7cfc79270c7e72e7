package writeback.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import writeback.lab.web.PortTaken;

/**
 * The lab's ports, in a row.
 *
 * @param page the lab's page; the others follow it
 */
record Ports(int page) {
    static final int COUNT = 5;

    int signIn() {
        return page + 1;
    }

    int graph() {
        return page + 2;
    }

    int channel() {
        return page + 3;
    }

    int ldaps() {
        return page + 4;
    }

    /**
     * Tries each port, so that a busy one is named before anything has started.
     *
     * @throws PortTaken naming the first that is busy
     */
    void check() throws PortTaken {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("the lab's page", page);
        all.put("the sign-in server", signIn());
        all.put("Graph", graph());
        all.put("the Teams channel", channel());
        all.put("LDAPS", ldaps());
        for (Map.Entry<String, Integer> server : all.entrySet()) {
            try (ServerSocket probe = new ServerSocket(server.getValue(), 1, InetAddress.getByName("127.0.0.1"))) {
                probe.setReuseAddress(true);
            } catch (IOException e) {
                throw new PortTaken(server.getKey(), server.getValue());
            }
        }
    }
}
