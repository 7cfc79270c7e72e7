package writeback.journeys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What one message shows now.
 *
 * @param id of the message
 * @param content the Adaptive Card, or the whole message where it has none
 */
record Card(String id, JsonNode content) {

    /** All texts and facts a person could read, in order, one a line. */
    String text() {
        List<String> lines = new ArrayList<>();
        collect(content, lines);
        return String.join("\n", lines);
    }

    /** The titles of the buttons that can be pressed. */
    List<String> buttons() {
        return actions(content).stream()
                .filter(action -> action.path("isEnabled").asBoolean(true))
                .map(action -> string(action, "title"))
                .toList();
    }

    /** Where the link button with that title leads. */
    Optional<String> link(String title) {
        return actions(content).stream()
                .filter(action -> string(action, "title").equals(title))
                .map(action -> string(action, "url"))
                .filter(url -> !url.isEmpty())
                .findFirst();
    }

    /** What the button with that title would send. */
    JsonNode data(String title) {
        return actions(content).stream()
                .filter(action -> string(action, "title").equals(title))
                .map(action -> action.path("data"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return text() + "\n" + buttons();
    }

    private static List<JsonNode> actions(JsonNode node) {
        List<JsonNode> found = new ArrayList<>();
        if (string(node, "type").startsWith("Action.")) {
            found.add(node);
        } else {
            shown(node).forEach(part -> found.addAll(actions(part)));
        }
        return found;
    }

    private static void collect(JsonNode node, List<String> lines) {
        for (String name : List.of("text", "title", "value", "label")) {
            if (node.isObject()
                    && !string(node, "type").startsWith("Action.")
                    && !string(node, name).isEmpty()) {
                lines.add(string(node, name));
            }
        }
        shown(node).forEach(part -> collect(part, lines));
    }

    private static List<JsonNode> shown(JsonNode node) {
        if (!node.path("isVisible").asBoolean(true)) {
            return List.of();
        }
        List<JsonNode> parts = new ArrayList<>();
        if (node.isObject()) {
            node.forEachEntry((name, part) -> {
                if (part.isContainer() && !name.equals("fallback") && !name.equals("data")) {
                    parts.add(part);
                }
            });
        } else {
            node.forEach(parts::add);
        }
        return parts;
    }

    private static String string(JsonNode node, String name) {
        return node.path(name).isString() ? node.path(name).stringValue() : "";
    }
}
