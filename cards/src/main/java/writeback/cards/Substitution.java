package writeback.cards;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fills one template with one model, tree by tree: a value becomes a JSON node or a part of a JSON string and can never
 * break out of it.
 *
 * <ul>
 *   <li>{@code ${path}}: a value of the nearest {@code $data}, or of the model outside of any; {@code ${root.path}}:
 *       always of the model. Alone in a string it keeps its type; an object may only stand as an action's
 *       {@code data}.
 *   <li>{@code ${text.key}}: a text; its named arguments are taken from the same place as {@code ${path}} would be.
 *   <li>{@code "$data": "${path}"}: an array repeats the object that carries it, an object is its new place to look.
 *   <li>{@code "$when": "${path}"}: a boolean; false leaves the object out.
 * </ul>
 */
final class Substitution {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern PATH = Pattern.compile("[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z][A-Za-z0-9]*)*");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String template;
    private final Texts texts;
    private final ObjectNode model;
    private final Set<String> read = new LinkedHashSet<>();

    /** Where paths are looked up: a value and how it was reached. */
    private record Scope(JsonNode value, String path) {}

    Substitution(String template, Texts texts, ObjectNode model) {
        this.template = template;
        this.texts = texts;
        this.model = model;
    }

    ObjectNode apply(ObjectNode node) {
        return object(node, new Scope(model, ""));
    }

    /** Every path that was looked up, array positions left out: {@code steps.lines.text}. */
    Set<String> read() {
        return read;
    }

    private ObjectNode object(ObjectNode node, Scope scope) {
        ObjectNode out = NODES.objectNode();
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            String name = property.getKey();
            JsonNode value = property.getValue();
            if (name.equals("$when") || name.equals("$data")) {
                continue;
            }
            if (name.startsWith("$")) {
                throw fault("unknown directive " + name);
            }
            if (value instanceof ArrayNode array) {
                out.set(name, array(array, scope));
            } else if (value instanceof ObjectNode child) {
                Scope place = child.has("$data") ? place(child, scope) : scope;
                if (place.value().isArray()) {
                    throw fault("$data of the single object '" + name + "' is an array");
                }
                if (wanted(child, place)) {
                    out.set(name, object(child, place));
                }
            } else {
                out.set(name, value.isString() ? string(name, value.stringValue(), scope) : value);
            }
        }
        return out;
    }

    private ArrayNode array(ArrayNode array, Scope scope) {
        ArrayNode out = NODES.arrayNode();
        for (JsonNode element : array) {
            if (!(element instanceof ObjectNode object)) {
                out.add(element.isString() ? string("[]", element.stringValue(), scope) : element);
            } else if (object.has("$data")) {
                Scope place = place(object, scope);
                Iterable<JsonNode> items = place.value().isArray() ? place.value() : Set.of(place.value());
                for (JsonNode item : items) {
                    add(out, object, new Scope(item, place.path()));
                }
            } else {
                add(out, object, scope);
            }
        }
        return out;
    }

    private void add(ArrayNode out, ObjectNode object, Scope scope) {
        if (wanted(object, scope)) {
            out.add(object(object, scope));
        }
    }

    private boolean wanted(ObjectNode object, Scope scope) {
        JsonNode when = object.get("$when");
        if (when == null) {
            return true;
        }
        String path = only(when, "$when");
        JsonNode value = value(path, scope);
        if (!value.isBoolean()) {
            throw fault("$when on '" + path + "', which is not a boolean");
        }
        return value.booleanValue();
    }

    private Scope place(ObjectNode object, Scope scope) {
        String path = only(object.get("$data"), "$data");
        JsonNode value = value(path, scope);
        if (!value.isContainer()) {
            throw fault("$data on '" + path + "', which is neither an array nor an object");
        }
        return new Scope(value, absolute(path, scope));
    }

    private String only(JsonNode directive, String name) {
        Matcher place = PLACE.matcher(directive.asString());
        if (!place.matches()) {
            throw fault(name + " takes one ${path}");
        }
        return place.group(1);
    }

    private JsonNode string(String property, String text, Scope scope) {
        Matcher place = PLACE.matcher(text);
        if (place.matches()
                && !place.group(1).startsWith("text.")
                && !place.group(1).equals("language")) {
            JsonNode value = value(place.group(1), scope);
            if (value.isContainer() && !property.equals("data")) {
                throw fault("'" + place.group(1) + "' is not a plain value");
            }
            return value;
        }
        place.reset();
        StringBuilder out = new StringBuilder();
        while (place.find()) {
            place.appendReplacement(out, Matcher.quoteReplacement(plain(place.group(1), scope)));
        }
        place.appendTail(out);
        return NODES.stringNode(out.toString());
    }

    private String plain(String path, Scope scope) {
        if (path.equals("language")) {
            return texts.language().tag();
        }
        if (path.startsWith("text.")) {
            return text(path.substring("text.".length()), scope);
        }
        JsonNode value = value(path, scope);
        if (value.isContainer()) {
            throw fault("'" + path + "' is not a plain value");
        }
        return value.asString();
    }

    private String text(String key, Scope scope) {
        if (!texts.has(key)) {
            throw fault("no text '" + key + "' in " + texts.language());
        }
        Map<String, Object> args = new HashMap<>();
        for (String name : texts.arguments(key)) {
            JsonNode value = value(name, scope);
            args.put(name, value.isNumber() ? value.numberValue() : value.asString());
        }
        return texts.get(key, args);
    }

    private JsonNode value(String path, Scope scope) {
        if (!PATH.matcher(path).matches()) {
            throw fault("'${" + path + "}' is not a path");
        }
        String absolute = absolute(path, scope);
        read.add(absolute);
        JsonNode value = path.startsWith("root.") ? model : scope.value();
        for (String name : path.replaceFirst("^root\\.", "").split("\\.")) {
            value = value.path(name);
        }
        if (value.isMissingNode() || value.isNull()) {
            throw fault("no value for '" + absolute + "'");
        }
        return value;
    }

    private static String absolute(String path, Scope scope) {
        if (path.startsWith("root.")) {
            return path.substring("root.".length());
        }
        return scope.path().isEmpty() ? path : scope.path() + "." + path;
    }

    private CardException fault(String what) {
        return new CardException("Card template '" + template + "': " + what);
    }
}
