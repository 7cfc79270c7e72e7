package writeback.relay.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import writeback.relay.protocol.message.VerifyingKey;

/** The section {@code bot}. */
record BotYaml(Optional<URI> url, Optional<VerifyingKey> commandKey, Optional<Path> caFile) {

    static BotYaml read(Section root, BesideFile files) {
        Section bot = root.section("bot");
        BotYaml read = new BotYaml(
                bot.value("url", BotYaml::url),
                bot.value("command-key-file", files.content(VerifyingKey::read)),
                bot.optionalValue("ca-file", files::existing));
        bot.end();
        return read;
    }

    private static URI url(String text) {
        URI url = URI.create(text);
        if (url.getHost() == null || !("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) {
            throw new IllegalArgumentException("must be like https://bot.contoso.com, and is " + text);
        }
        if ("http".equals(url.getScheme())
                && !Set.of("127.0.0.1", "localhost", "[::1]").contains(url.getHost())) {
            throw new IllegalArgumentException("must begin with https://; plain http is for this machine only");
        }
        return url;
    }
}
