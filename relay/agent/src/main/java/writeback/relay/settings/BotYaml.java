package writeback.relay.settings;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.message.VerifyingKey;
import writeback.relay.transport.ClientCertificate;
import writeback.relay.transport.LineSettings;
import writeback.relay.transport.ProxyChoice;

/** The section {@code bot}. */
record BotYaml(Optional<URI> url, Optional<VerifyingKey> commandKey, Optional<Path> commandKeyFile, LineSettings line) {

    static BotYaml read(Section root, BesideFile files) {
        Section bot = root.section("bot");
        BotYaml read = new BotYaml(
                bot.value("url", BotAddress::parse),
                bot.value("command-key-file", files.content(VerifyingKey::read)),
                bot.optionalText("command-key-file").map(files::resolve),
                new LineSettings(
                        bot.optionalValue("ca-file", files::existing).orElse(null),
                        proxy(bot, files),
                        certificate(bot, files)));
        bot.end();
        return read;
    }

    private static ProxyChoice proxy(Section bot, BesideFile files) {
        if (!bot.isSection("proxy")) {
            return bot.optionalValue("proxy", BotYaml::named).orElse(new ProxyChoice.OfSystem());
        }
        Section proxy = bot.optionalSection("proxy");
        ProxyChoice choice = proxy.value("url", BotYaml::named).orElse(new ProxyChoice.OfSystem());
        Optional<String> user = proxy.has("user") ? proxy.value("user", BotYaml::user) : Optional.empty();
        Optional<Path> password =
                proxy.has("password-file") ? proxy.value("password-file", files::secret) : Optional.empty();
        if (proxy.has("user") != proxy.has("password-file")) {
            bot.wrong("proxy", "needs both user and password-file, or neither");
        }
        proxy.end();
        if (choice instanceof ProxyChoice.Named named && user.isPresent() && password.isPresent()) {
            return new ProxyChoice.Named(named.host(), named.port(), new ProxyChoice.Login(user.get(), password.get()));
        }
        if (proxy.has("user") && !(choice instanceof ProxyChoice.Named)) {
            bot.wrong("proxy", "a user and a password are for a proxy that url names");
        }
        return choice;
    }

    private static String user(String text) {
        if (text.indexOf(':') >= 0) {
            throw new IllegalArgumentException("must not hold a colon, which Basic authentication cannot carry");
        }
        return text;
    }

    private static ProxyChoice named(String text) {
        if (text.equals("system")) {
            return new ProxyChoice.OfSystem();
        }
        if (text.equals("none")) {
            return new ProxyChoice.None();
        }
        URI url = URI.create(text);
        boolean plain = "http".equals(url.getScheme())
                && url.getHost() != null
                && url.getPort() > 0
                && url.getUserInfo() == null
                && (url.getPath().isEmpty() || url.getPath().equals("/"));
        if (!plain) {
            throw new IllegalArgumentException(
                    "must be system, none or like http://proxy.contoso.com:8080; user and password-file stand apart");
        }
        return new ProxyChoice.Named(url.getHost(), url.getPort(), null);
    }

    private static @Nullable ClientCertificate certificate(Section bot, BesideFile files) {
        if (!bot.has("client-certificate")) {
            return null;
        }
        Section section = bot.optionalSection("client-certificate");
        Optional<Path> file = section.value("file", files::secret);
        Optional<Path> password = section.value("password-file", files::secret);
        section.end();
        if (file.isEmpty() || password.isEmpty() || !files.opensSecrets()) {
            return null;
        }
        ClientCertificate certificate = new ClientCertificate(file.get(), password.get());
        try {
            Instant end = certificate.end();
            if (end.isBefore(Instant.now())) {
                bot.wrong("client-certificate", "the certificate in " + file.get() + " ended at " + end);
            }
        } catch (IOException e) {
            bot.wrong("client-certificate", String.valueOf(e.getMessage()));
        }
        return certificate;
    }
}
