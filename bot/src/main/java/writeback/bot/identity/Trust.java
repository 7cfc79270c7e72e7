package writeback.bot.identity;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom the bot talks to. Tokens go only to Microsoft's clouds, unless the configuration names another host on purpose;
 * then every card says that this is a practice organisation.
 *
 * @param additionalHosts names of hosts outside Microsoft's clouds, without port
 * @param caFile PEM certificates trusted besides the JVM's own
 */
@ConfigurationProperties("writeback.trust")
public record Trust(@DefaultValue List<String> additionalHosts, @Nullable Path caFile) {

    /** Microsoft Learn, "National clouds" and "Authentication with the Bot Connector API". */
    private static final Set<String> MICROSOFT = Set.of(
            "login.microsoftonline.com",
            "login.microsoftonline.us",
            "login.partner.microsoftonline.cn",
            "login.chinacloudapi.cn",
            "graph.microsoft.com",
            "graph.microsoft.us",
            "dod-graph.microsoft.us",
            "microsoftgraph.chinacloudapi.cn",
            "entra.microsoft.com",
            "entra.microsoft.us",
            "login.botframework.com",
            "login.botframework.azure.us",
            "smba.trafficmanager.net",
            "smba.infra.gcc.teams.microsoft.com",
            "smba.infra.gov.teams.microsoft.us",
            "smba.infra.dod.teams.microsoft.us");

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public Trust {
        additionalHosts = additionalHosts.stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Whether this is a practice organisation. */
    public boolean practice() {
        return !additionalHosts.isEmpty();
    }

    /** Whether the bot may talk to this address: https, or http on this machine where that host was named. */
    public boolean allows(URI address) {
        String host = host(address);
        return "https".equalsIgnoreCase(address.getScheme())
                ? MICROSOFT.contains(host) || additionalHosts.contains(host)
                : "http".equalsIgnoreCase(address.getScheme())
                        && LOOPBACK.contains(host)
                        && additionalHosts.contains(host);
    }

    /** Whether the address is one of Microsoft's clouds. */
    public boolean isMicrosoft(URI address) {
        return MICROSOFT.contains(host(address));
    }

    /**
     * The address, once it is known to be one the bot may talk to.
     *
     * @param property the configuration key that names it
     * @throws UntrustedAddressException with a message for whoever configures the bot
     */
    public URI check(String property, URI address) {
        if (!allows(address)) {
            throw new UntrustedAddressException(property, address);
        }
        return address;
    }

    private static String host(URI address) {
        return String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    }
}
