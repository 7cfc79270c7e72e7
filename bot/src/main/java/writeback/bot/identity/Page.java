package writeback.bot.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * The sign-in's small pages: {@code layout.html} around a part, with texts of {@code texts_en.properties} or
 * {@code texts_fr.properties}. In a part {@code {{name}}} is a value, or else a text, in which {@code {name}} is a value in
 * turn. All of it is escaped.
 */
final class Page {
    private static final Pattern HOLE = Pattern.compile("\\{\\{([a-z.]+)}}");
    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

    private final Map<String, Properties> texts = Map.of("en", properties("en"), "fr", properties("fr"));
    private final String layout = resource("layout.html");

    /** French when that is what the browser asks for first among our languages, else English. */
    static String language(Locale asked) {
        return asked.getLanguage().equals("fr") ? "fr" : "en";
    }

    /**
     * A page.
     *
     * @param part name of the part, without ending
     * @param nonce allows the page's own style
     */
    String show(String part, String language, String nonce, Map<String, String> values) {
        String inner = fill(resource(part + ".html"), language, values);
        return fill(layout, language, Map.of("language", language, "nonce", nonce))
                .replace("<!--part-->", inner);
    }

    private String fill(String template, String language, Map<String, String> values) {
        return HOLE.matcher(template).replaceAll(hole -> {
            String value = values.get(hole.group(1));
            return Matcher.quoteReplacement(
                    value == null ? text(hole.group(1), language, values) : HtmlUtils.htmlEscape(value, "UTF-8"));
        });
    }

    private String text(String key, String language, Map<String, String> values) {
        String resolved = values.containsKey("reason") && key.startsWith("refused.reason")
                ? key.replace("reason", values.get("reason"))
                : key;
        String text = texts.get(language).getProperty(resolved);
        if (text == null) {
            throw new IllegalArgumentException("no text " + resolved + " in " + language);
        }
        return NAME.matcher(HtmlUtils.htmlEscape(text, "UTF-8"))
                .replaceAll(
                        name -> Matcher.quoteReplacement("<strong><bdi>" + value(name, values) + "</bdi></strong>"));
    }

    private static String value(MatchResult name, Map<String, String> values) {
        String value = values.get(name.group(1));
        if (value == null) {
            throw new IllegalArgumentException("no value " + name.group(1));
        }
        return HtmlUtils.htmlEscape(value, "UTF-8");
    }

    private static Properties properties(String language) {
        Properties properties = new Properties();
        try (InputStream stream = stream("texts_" + language + ".properties")) {
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static String resource(String name) {
        try (InputStream stream = stream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream stream(String name) {
        InputStream stream = Page.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalStateException("missing resource " + name);
        }
        return stream;
    }
}
