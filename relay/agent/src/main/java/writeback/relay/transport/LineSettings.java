package writeback.relay.transport;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the bot is reached.
 *
 * @param caFile PEM file with the only authorities to trust; null: the system's
 * @param certificate what the agent shows of itself where TLS asks for it; null: nothing
 */
public record LineSettings(@Nullable Path caFile, ProxyChoice proxy, @Nullable ClientCertificate certificate) {

    /** The system's proxy and authorities, no certificate of our own. */
    public static LineSettings usual() {
        return new LineSettings(null, new ProxyChoice.OfSystem(), null);
    }
}
