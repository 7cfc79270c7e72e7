package writeback.relay.console;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Enrolled;

/** The first {@code relay.yaml} of an installation: it reads, changes nothing, and has the rest as comments. */
final class StarterYaml {

    private StarterYaml() {}

    static String of(URI bot, Optional<Path> caFile, Enrolled enrolled, String name, List<String> capabilities) {
        return template()
                .replace("@url@", quoted(bot.toString()))
                .replace(
                        "@ca-file@",
                        caFile.map(file -> "ca-file: "
                                        + quoted(file.toAbsolutePath().toString()))
                                .orElse(
                                        "# ca-file: bot-ca.pem   # where the bot's certificate is of an authority of your own"))
                .replace("@id@", quoted(enrolled.relay()))
                .replace("@tenant@", quoted(enrolled.tenant()))
                .replace("@premises@", quoted(enrolled.premises()))
                .replace("@capabilities@", String.join(", ", capabilities))
                .replace("@name@", quoted(name));
    }

    /** A JSON text is a YAML text. */
    private static String quoted(String text) {
        return ProtocolJson.write(text);
    }

    private static String template() {
        try (InputStream in = StarterYaml.class.getResourceAsStream("relay-starter.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the starter belongs to the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the starter cannot be read", e);
        }
    }
}
