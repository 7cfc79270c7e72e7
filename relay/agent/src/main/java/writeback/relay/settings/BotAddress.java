package writeback.relay.settings;

import java.net.URI;
import java.util.Set;

/** Where the bot is. */
public final class BotAddress {

    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    private BotAddress() {}

    /** @throws IllegalArgumentException with what it must be like, when it is not */
    public static URI parse(String text) {
        URI url = URI.create(text);
        if (url.getHost() == null || !("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) {
            throw new IllegalArgumentException("must be like https://bot.contoso.com, and is " + text);
        }
        if ("http".equals(url.getScheme()) && !THIS_MACHINE.contains(url.getHost())) {
            throw new IllegalArgumentException("must begin with https://; plain http is for this machine only");
        }
        return url;
    }
}
