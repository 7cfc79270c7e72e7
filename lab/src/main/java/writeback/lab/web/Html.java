package writeback.lab.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Small HTML pages from templates in the resources of this package. */
public final class Html {
    private static final Pattern HOLE = Pattern.compile("\\{\\{(\\w+)}}");

    private Html() {}

    /**
     * The template with its {@code {{holes}}} filled.
     *
     * @param template file name of a resource of this package
     * @param values HTML by the hole's name; texts go through {@link #escape} first
     * @throws IllegalArgumentException when a hole has no value
     */
    public static String fill(String template, Map<String, String> values) {
        return HOLE.matcher(resource(template)).replaceAll(hole -> {
            String value = values.get(hole.group(1));
            if (value == null) {
                throw new IllegalArgumentException(template + " wants " + hole.group(1));
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** A text resource of this package. */
    public static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(Html.class.getResourceAsStream(name), "no resource " + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text as HTML, for elements and for quoted attributes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
