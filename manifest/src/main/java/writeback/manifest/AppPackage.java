package writeback.manifest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The package an administrator uploads to Teams. The same bot, host and version give the same bytes.
 *
 * @param botId the bot's application id, a GUID; also the id of the Teams app
 * @param host the bot's public host name, without scheme or port
 * @param version three numbers; Teams updates an installed app only if it rises
 */
public record AppPackage(String botId, String host, String version) {
    static final List<String> FILES = List.of("manifest.json", "fr.json", "color.png", "outline.png");

    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern HOST =
            Pattern.compile("(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");
    private static final Pattern VERSION = Pattern.compile("(0|[1-9]\\d{0,4})(\\.(0|[1-9]\\d{0,4})){2}");

    /** The earliest moment a zip can hold. */
    private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 1, 1, 0, 0);

    public AppPackage {
        demand(GUID, botId, "the bot id is a GUID");
        demand(HOST, host, "the host is a public host name in lower case, without scheme and port");
        demand(VERSION, version, "the version is three numbers");
    }

    /** The zip's bytes. */
    public byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String file : FILES) {
                ZipEntry entry = new ZipEntry(file);
                entry.setTimeLocal(ALWAYS);
                zip.putNextEntry(entry);
                zip.write(content(file));
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private byte[] content(String file) throws IOException {
        try (InputStream in = AppPackage.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The file " + file + " is missing");
            }
            byte[] bytes = in.readAllBytes();
            return file.equals("manifest.json") ? filled(bytes) : bytes;
        }
    }

    /** The values were checked against patterns that need no escaping in JSON. */
    private byte[] filled(byte[] manifest) {
        String text = new String(manifest, StandardCharsets.UTF_8);
        for (Map.Entry<String, String> value :
                Map.of("@botId@", botId, "@host@", host, "@version@", version).entrySet()) {
            text = text.replace(value.getKey(), value.getValue());
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void demand(Pattern pattern, String value, String rule) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(rule + ", not '" + value + "'");
        }
    }

    /** Arguments: bot id, host, version, file to write. */
    public static void main(String[] args) throws IOException {
        if (args.length != 4) {
            System.err.println("app-package BOT-ID HOST VERSION FILE");
            System.exit(2);
        }
        try {
            Path file = Path.of(args[3]);
            Files.write(file, new AppPackage(args[0], args[1], args[2]).zip());
            System.out.println(file.toAbsolutePath());
        } catch (IllegalArgumentException wrong) {
            System.err.println("app-package: " + wrong.getMessage());
            System.exit(2);
        }
    }
}
