package writeback.cards;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Reads the strings files: UTF-8 properties, one folder a language, each file named here. */
final class TextFiles {
    /** By name, because a folder cannot be listed inside a nested jar. */
    static final List<String> FILES = List.of(
            "cards",
            "changes",
            "commands",
            "coverage",
            "explain",
            "findings",
            "guides",
            "refusals",
            "relays",
            "trouble");

    private TextFiles() {}

    static Map<String, String> read(Language language) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String file : FILES) {
            Properties properties = read("texts/" + language.tag() + "/" + file + ".properties");
            for (String key : properties.stringPropertyNames()) {
                if (all.put(key, properties.getProperty(key)) != null) {
                    throw new CardException("Text '" + key + "' is in two files of " + language);
                }
            }
        }
        return all;
    }

    private static Properties read(String resource) {
        try (InputStream in = TextFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new CardException("No strings file " + resource);
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return properties;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Strings file " + resource, unreadable);
        }
    }
}
