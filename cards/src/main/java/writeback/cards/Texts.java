package writeback.cards;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.MessagePattern;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything people read, in one language: ICU message patterns with named arguments. Immutable and safe for use by
 * many threads.
 */
public final class Texts {
    private static final Map<Language, Texts> LOADED = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            LOADED.put(language, new Texts(language, TextFiles.read(language)));
        }
    }

    private final Language language;
    private final Map<String, Text> texts = new HashMap<>();

    private record Text(String pattern, Set<String> arguments) {}

    private Texts(Language language, Map<String, String> patterns) {
        this.language = language;
        patterns.forEach((key, pattern) -> texts.put(key, new Text(pattern, argumentsOf(key, pattern))));
    }

    public static Texts of(Language language) {
        Texts texts = LOADED.get(language);
        if (texts == null) {
            throw new CardException("No texts for " + language);
        }
        return texts;
    }

    public Language language() {
        return language;
    }

    public boolean has(String key) {
        return texts.containsKey(key);
    }

    /** All keys, sorted. */
    public Set<String> keys() {
        return new TreeSet<>(texts.keySet());
    }

    /** The names of the values that this text needs, in the order in which it names them. */
    public Set<String> arguments(String key) {
        return text(key).arguments();
    }

    /** A text that needs no values. */
    public String get(String key) {
        return get(key, Map.of());
    }

    /**
     * A text with its values filled in.
     *
     * @param args strings, numbers (counts and days: the plural follows them) and {@link Instant}s (shown in UTC); a
     *     value that the text does not name is ignored
     * @throws CardException if there is no such text, or a value it names is missing or null
     */
    public String get(String key, Map<String, ?> args) {
        Text text = text(key);
        Map<String, Object> values = new HashMap<>();
        for (String name : text.arguments()) {
            values.put(name, printable(key, name, args.get(name)));
        }
        // ICU's MessageFormat is not thread-safe, so each call has its own.
        return new MessageFormat(text.pattern(), language.locale())
                .format(values)
                .strip();
    }

    private Text text(String key) {
        Text text = texts.get(key);
        if (text == null) {
            throw new CardException("No text '" + key + "' in " + language);
        }
        return text;
    }

    private Object printable(String key, String name, @Nullable Object value) {
        if (value == null) {
            throw new CardException("Text '" + key + "' needs a value for {" + name + "}");
        }
        if (value instanceof Instant at) {
            return language.format(at);
        }
        return value instanceof Number ? value : value.toString();
    }

    private static Set<String> argumentsOf(String key, String pattern) {
        try {
            MessagePattern parsed = new MessagePattern(pattern);
            Set<String> names = new LinkedHashSet<>();
            for (int i = 0; i < parsed.countParts(); i++) {
                MessagePattern.Part part = parsed.getPart(i);
                if (part.getType() == MessagePattern.Part.Type.ARG_NAME) {
                    names.add(parsed.getSubstring(part));
                }
            }
            return Collections.unmodifiableSet(names);
        } catch (RuntimeException malformed) {
            throw new CardException("Text '" + key + "' is not a message pattern", malformed);
        }
    }
}
