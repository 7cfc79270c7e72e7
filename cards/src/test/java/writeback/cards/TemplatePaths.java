package writeback.cards;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads off a template which paths of a model it may look up, whatever the model says. */
final class TemplatePaths {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");

    private final Texts texts;
    private final Set<String> paths = new TreeSet<>();

    private TemplatePaths(Texts texts) {
        this.texts = texts;
    }

    static Set<String> of(ObjectNode template, Texts texts) {
        TemplatePaths reader = new TemplatePaths(texts);
        reader.read(template, "");
        return reader.paths;
    }

    /** The paths of all values of a model, an action's data counting as one. */
    static Set<String> leaves(ObjectNode model) {
        Set<String> leaves = new TreeSet<>();
        leaves(model, "", leaves);
        return leaves;
    }

    private static void leaves(JsonNode node, String path, Set<String> leaves) {
        if (node instanceof ObjectNode object && !path.endsWith("data.")) {
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                leaves(property.getValue(), path + property.getKey() + ".", leaves);
            }
        } else if (node.isArray()) {
            node.forEach(element -> leaves(element, path, leaves));
        } else {
            leaves.add(path.substring(0, path.length() - 1));
        }
    }

    private void read(JsonNode node, String scope) {
        String place = scope;
        if (node.has("$data")) {
            String path = find(node.get("$data").asString(), scope);
            paths.add(path);
            place = path + ".";
        }
        for (JsonNode child : node) {
            if (child.isContainer()) {
                read(child, place);
            }
        }
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                if (property.getValue().isString() && !property.getKey().equals("$data")) {
                    strings(property.getValue().stringValue(), place);
                }
            }
        }
    }

    private void strings(String text, String scope) {
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            String path = place.group(1);
            if (path.startsWith("text.")) {
                texts.arguments(path.substring(5)).forEach(name -> paths.add(scope + name));
            } else if (!path.equals("language")) {
                paths.add(find(place.group(), scope));
            }
        }
    }

    private static String find(String place, String scope) {
        String path = place.substring(2, place.length() - 1);
        return path.startsWith("root.") ? path.substring(5) : scope + path;
    }
}
