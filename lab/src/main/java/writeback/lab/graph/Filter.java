package writeback.lab.graph;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of OData's {@code $filter} that the documented requests use: comparisons and {@code startswith} joined by
 * {@code and}, {@code or} and parentheses (OData Version 4.01, "URL Conventions").
 */
final class Filter {
    private static final Pattern TOKEN = Pattern.compile("\\s*('(?:[^']|'')*'|[(),]|[^\\s(),']+)");
    private static final Set<String> COMPARISONS = Set.of("eq", "ne", "gt", "ge", "lt", "le");

    private final List<String> tokens;
    private final Set<String> properties;
    private int next;

    private Filter(List<String> tokens, Set<String> properties) {
        this.tokens = tokens;
        this.properties = properties;
    }

    /**
     * Reads a filter.
     *
     * @param properties the properties that may be filtered by
     * @throws GraphRefusal when it is not a filter, or not by one of them
     */
    static Predicate<Map<String, @Nullable Object>> parse(String text, Set<String> properties) throws GraphRefusal {
        Filter filter = new Filter(tokens(text), properties);
        Predicate<Map<String, @Nullable Object>> whole = filter.either();
        if (filter.next < filter.tokens.size()) {
            throw filter.invalid();
        }
        return whole;
    }

    private Predicate<Map<String, @Nullable Object>> either() throws GraphRefusal {
        Predicate<Map<String, @Nullable Object>> left = both();
        while (takes("or")) {
            left = left.or(both());
        }
        return left;
    }

    private Predicate<Map<String, @Nullable Object>> both() throws GraphRefusal {
        Predicate<Map<String, @Nullable Object>> left = one();
        while (takes("and")) {
            left = left.and(one());
        }
        return left;
    }

    private Predicate<Map<String, @Nullable Object>> one() throws GraphRefusal {
        if (takes("(")) {
            Predicate<Map<String, @Nullable Object>> inner = either();
            need(")");
            return inner;
        }
        return takes("startswith") ? startsWith() : comparison();
    }

    private Predicate<Map<String, @Nullable Object>> startsWith() throws GraphRefusal {
        need("(");
        String path = path();
        need(",");
        Object start = literal();
        need(")");
        return item -> String.valueOf(at(item, path)).startsWith(String.valueOf(start));
    }

    private Predicate<Map<String, @Nullable Object>> comparison() throws GraphRefusal {
        String path = path();
        String operator = take();
        Object wanted = literal();
        if (!COMPARISONS.contains(operator)) {
            throw invalid();
        }
        return item -> holds(operator, at(item, path), wanted);
    }

    private static boolean holds(String operator, @Nullable Object actual, @Nullable Object wanted) {
        if (actual == null || wanted == null) {
            return operator.equals("eq") ? actual == wanted : operator.equals("ne") && actual != wanted;
        }
        int order = wanted instanceof Instant time
                ? Instant.parse(String.valueOf(actual)).compareTo(time)
                : String.valueOf(actual).compareTo(String.valueOf(wanted));
        return switch (operator) {
            case "eq" -> order == 0;
            case "ne" -> order != 0;
            case "gt" -> order > 0;
            case "ge" -> order >= 0;
            case "lt" -> order < 0;
            default -> order <= 0;
        };
    }

    private String path() throws GraphRefusal {
        String path = take();
        if (!properties.contains(path)) {
            throw GraphRefusal.badRequest("Invalid filter clause: '" + path + "' cannot be filtered by.");
        }
        return path;
    }

    private @Nullable Object literal() throws GraphRefusal {
        String text = take();
        if (text.startsWith("'")) {
            return text.substring(1, text.length() - 1).replace("''", "'");
        }
        if (text.equals("null")) {
            return null;
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        try {
            return Instant.parse(text.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw invalid();
        }
    }

    private String take() throws GraphRefusal {
        if (next == tokens.size()) {
            throw invalid();
        }
        return tokens.get(next++);
    }

    private boolean takes(String token) {
        if (next < tokens.size() && tokens.get(next).equals(token)) {
            next++;
            return true;
        }
        return false;
    }

    private void need(String token) throws GraphRefusal {
        if (!takes(token)) {
            throw invalid();
        }
    }

    private GraphRefusal invalid() {
        return GraphRefusal.badRequest("Invalid filter clause");
    }

    private static List<String> tokens(String text) throws GraphRefusal {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text.strip());
        int at = 0;
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            at = matcher.end();
            matcher.region(at, text.strip().length());
        }
        if (at < text.strip().length() || tokens.isEmpty()) {
            throw GraphRefusal.badRequest("Invalid filter clause");
        }
        return tokens;
    }

    /** The value at a path such as {@code initiatedBy/user/id}. */
    static @Nullable Object at(Map<String, @Nullable Object> item, String path) {
        Object value = item;
        for (String step : path.split("/")) {
            value = value instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return value;
    }
}
