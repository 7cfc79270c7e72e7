package writeback.relay.eventlog;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the syslog server is.
 *
 * @param caFile with TLS: the only authorities to trust; null: the system's
 */
public record SyslogSettings(String host, int port, Protocol protocol, @Nullable Path caFile) {

    /** How messages travel. */
    public enum Protocol {
        UDP(514),
        TCP(601),
        TLS(6514);

        private final int port;

        Protocol(int port) {
            this.port = port;
        }

        /** The registered one. */
        public int defaultPort() {
            return port;
        }

        /** The word in {@code relay.yaml}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
