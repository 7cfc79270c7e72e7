package writeback.lab.channel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Walks one card for its buttons. A hidden element counts as out of reach unless a toggle of the same card names it;
 * {@code fallback} and {@code refresh} show nothing by themselves.
 */
final class CardWalk {
    private static final Set<String> NOT_SHOWN = Set.of("fallback", "refresh", "authentication", "data", "metadata");

    private final Set<String> toggled = new HashSet<>();

    CardWalk(JsonNode card) {
        collectToggled(card);
    }

    void visit(JsonNode card, List<ObjectNode> inputsAround, List<Button> found) {
        List<ObjectNode> inputs = new ArrayList<>(inputsAround);
        collectInputs(card, inputs);
        buttons(card, inputs, found);
    }

    private void buttons(JsonNode node, List<ObjectNode> inputs, List<Button> found) {
        if (node instanceof ObjectNode object) {
            if (isOutOfReach(object)) {
                return;
            }
            String type = Json.text(object, "type");
            if (type.equals("Action.ShowCard")) {
                visit(object.path("card"), inputs, found);
            }
            if (type.startsWith("Action.")) {
                found.add(new Button(object, List.copyOf(inputs)));
                return;
            }
        }
        shownParts(node).forEach(part -> buttons(part, inputs, found));
    }

    private void collectInputs(JsonNode node, List<ObjectNode> inputs) {
        if (node instanceof ObjectNode object) {
            String type = Json.text(object, "type");
            if (type.startsWith("Action.")) {
                return;
            }
            if (type.startsWith("Input.") && !Json.text(object, "id").isEmpty()) {
                inputs.add(object);
            }
        }
        shownParts(node).forEach(part -> collectInputs(part, inputs));
    }

    private void collectToggled(JsonNode node) {
        for (JsonNode target : node.path("targetElements")) {
            toggled.add(target.isString() ? target.stringValue() : Json.text(target, "elementId"));
        }
        node.values().forEach(this::collectToggled);
    }

    private boolean isOutOfReach(ObjectNode element) {
        return !element.path("isVisible").asBoolean(true) && !toggled.contains(Json.text(element, "id"));
    }

    private static List<JsonNode> shownParts(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object.properties().stream()
                    .filter(member -> !NOT_SHOWN.contains(member.getKey()))
                    .map(member -> member.getValue())
                    .toList();
        }
        return List.copyOf(node.values());
    }
}
