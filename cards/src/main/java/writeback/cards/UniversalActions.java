package writeback.cards;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Completes every {@code Action.Execute} of a card as Teams wants it ("Work with Universal Actions for Adaptive
 * Cards"): the verb also stands in the data, and a client that does not know Action.Execute falls back to an
 * {@code Action.Submit} with that same data.
 */
final class UniversalActions {
    private static final List<String> SHARED = List.of("title", "style", "tooltip", "associatedInputs");

    private UniversalActions() {}

    static void complete(JsonNode node) {
        for (JsonNode child : node) {
            complete(child);
        }
        if (node instanceof ObjectNode action && action.path("type").asString().equals("Action.Execute")) {
            fallback(action);
        }
    }

    private static void fallback(ObjectNode action) {
        ObjectNode data = action.withObject("data");
        data.set("verb", action.path("verb"));
        ObjectNode submit = action.objectNode().put("type", "Action.Submit");
        for (String name : SHARED) {
            if (action.has(name)) {
                submit.set(name, action.get(name));
            }
        }
        submit.set("data", data.deepCopy());
        action.set("fallback", submit);
    }
}
