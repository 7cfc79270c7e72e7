package writeback.bot.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A button as a client reads it off a card. */
record Button(String verb, String card, int version, String target) {

    private static final JsonMapper JSON = new JsonMapper();

    static Optional<Button> newest(List<String> cards, String verb) {
        List<Button> found = new ArrayList<>();
        cards.forEach(card -> collect(JSON.readTree(card), verb, found));
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    private static void collect(JsonNode node, String verb, List<Button> found) {
        if (node.path("type").asString("").equals("Action.Execute")
                && node.path("verb").asString("").equals(verb)) {
            JsonNode data = node.path("data");
            found.add(new Button(
                    verb,
                    data.path("card").asString(""),
                    data.path("version").asInt(),
                    data.path("target").asString("")));
        }
        node.forEach(child -> collect(child, verb, found));
    }
}
