package writeback.relay.attended;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/** Who is at the other end of a local socket. */
final class Peer {

    private static final int LONGEST = 100;

    private Peer() {}

    /**
     * For journal and trail: whose word it is stands with the name.
     *
     * @param said who the console says it is
     */
    static String name(SocketChannel channel, String said) {
        if (channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            try {
                return clean(channel.getOption(ExtendedSocketOptions.SO_PEERCRED)
                                .user()
                                .getName())
                        + " (by the system's word)";
            } catch (IOException e) {
                // Then only the console can tell.
            }
        }
        return clean(said) + " (by the console's word)";
    }

    /** One short line whatever was said. */
    static String clean(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?").strip();
        return line.substring(0, Math.min(LONGEST, line.length()));
    }
}
