package writeback.lab.channel;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A button that somebody can reach in a card, with the inputs that travel with it: those of its own card and of the
 * cards around it.
 */
record Button(ObjectNode action, List<ObjectNode> inputs) {

    static List<Button> of(JsonNode card) {
        CardWalk walk = new CardWalk(card);
        List<Button> found = new ArrayList<>();
        walk.visit(card, List.of(), found);
        return found;
    }

    String title() {
        return Json.text(action, "title");
    }

    String type() {
        return Json.text(action, "type");
    }

    boolean isEnabled() {
        return action.path("isEnabled").asBoolean(true);
    }

    /** Whether it is the one meant: by its title, or by its id or verb. */
    boolean is(String wantedTitle, String wantedAction) {
        return wantedTitle.isEmpty()
                ? wantedAction.equals(Json.text(action, "id")) || wantedAction.equals(Json.text(action, "verb"))
                : wantedTitle.equals(title());
    }
}
