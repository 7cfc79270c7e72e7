package writeback.relay.transport;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The HTTP proxy on the way to the bot. */
public sealed interface ProxyChoice {

    /** Whatever this Java was told: {@code https.proxyHost} and the like, or the system's own settings. */
    record OfSystem() implements ProxyChoice {}

    /** None, whatever this Java was told. */
    record None() implements ProxyChoice {}

    /** @param login null: the proxy asks for none */
    record Named(String host, int port, @Nullable Login login) implements ProxyChoice {

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** Basic authentication. @param passwordFile one line, read for each request: a new password needs no restart */
    record Login(String user, Path passwordFile) {}
}
