package writeback.lab.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class InputsTest {
    @Test
    void aNestedCardsButtonTakesTheInputsAroundItAndTheCardsOwnTakesOnlyItsOwn() {
        JsonNode card = card(
                """
                {"type":"AdaptiveCard","body":[{"type":"Input.Text","id":"outer","value":"o"}],"actions":[
                 {"type":"Action.ShowCard","title":"More","card":{"type":"AdaptiveCard",
                  "body":[{"type":"Input.Text","id":"inner","value":"i"}],
                  "actions":[{"type":"Action.Execute","title":"In"}]}},
                 {"type":"Action.Execute","title":"Out"},
                 {"type":"Action.Execute","title":"Bare","associatedInputs":"none","data":{"a":1}}]}
                """);

        assertThat(merged(card, "In", "{}")).isEqualTo("{\"outer\":\"o\",\"inner\":\"i\"}");
        assertThat(merged(card, "Out", "{}")).isEqualTo("{\"outer\":\"o\"}");
        assertThat(merged(card, "Bare", "{}")).isEqualTo("{\"a\":1}");
    }

    @Test
    void choicesNumbersAndRequiredTogglesAreChecked() {
        JsonNode card = card(
                """
                {"type":"AdaptiveCard","body":[
                 {"type":"Input.ChoiceSet","id":"c","choices":[{"title":"A","value":"a"},{"title":"B","value":"b"}]},
                 {"type":"Input.Number","id":"n","min":1,"max":5},
                 {"type":"Input.Toggle","id":"t","isRequired":true,"errorMessage":"Tick it"}],
                 "actions":[{"type":"Action.Execute","title":"Go"}]}
                """);

        assertThat(merged(card, "Go", "{\"c\":\"b\",\"n\":\"3\",\"t\":\"true\"}"))
                .isEqualTo("{\"c\":\"b\",\"n\":\"3\",\"t\":\"true\"}");
        assertThatThrownBy(() -> merged(card, "Go", "{\"t\":\"true\",\"c\":\"z\"}"))
                .hasMessageContaining("c:");
        assertThatThrownBy(() -> merged(card, "Go", "{\"t\":\"true\",\"n\":\"6\"}"))
                .hasMessageContaining("n:");
        assertThatThrownBy(() -> merged(card, "Go", "{}")).hasMessageContaining("Tick it");
    }

    @Test
    void aHiddenButtonIsOutOfReachUnlessAToggleShowsIt() {
        String hidden =
                """
                {"type":"AdaptiveCard","body":[{"type":"Container","id":"h","isVisible":false,"items":[
                 {"type":"ActionSet","actions":[{"type":"Action.Execute","title":"Hidden"}]}]}],"actions":[ACTIONS]}
                """;
        String toggle = "{\"type\":\"Action.ToggleVisibility\",\"title\":\"Show\",\"targetElements\":[\"h\"]}";

        assertThat(titles(hidden.replace("ACTIONS", ""))).isEmpty();
        assertThat(titles(hidden.replace("ACTIONS", toggle))).containsExactly("Hidden", "Show");
    }

    private static List<String> titles(String json) {
        return Button.of(card(json)).stream().map(Button::title).toList();
    }

    private static String merged(JsonNode card, String title, String inputs) {
        Button button = Button.of(card).stream()
                .filter(candidate -> candidate.title().equals(title))
                .findFirst()
                .orElseThrow();
        return Inputs.merged(button, card(inputs)).toString();
    }

    private static JsonNode card(String json) {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
