package writeback.lab.channel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Inputs as the Adaptive Cards renderer merges them into a button's data: all values are texts, an empty input is left
 * out, an input wins over a member of the same name in {@code data}; nothing is sent while one of them is not valid.
 */
final class Inputs {
    private Inputs() {}

    /**
     * @param given what the person typed or chose, by input id; the rest keeps the value the card gives it
     * @throws Refusal 422 with what the person would read, when an input is not valid or not in the card
     */
    static JsonNode merged(Button button, JsonNode given) {
        JsonNode data = button.action().path("data");
        boolean travels = !Json.text(button.action(), "associatedInputs").equals("none");
        if (!travels || !(data.isMissingNode() || data.isObject())) {
            return data.isMissingNode() ? Json.object() : data;
        }
        ObjectNode merged = data.isObject() ? ((ObjectNode) data).deepCopy() : Json.object();
        List<String> complaints = new ArrayList<>();
        Set<String> unknown = new HashSet<>(given.propertyNames());
        for (ObjectNode input : button.inputs()) {
            String id = Json.text(input, "id");
            unknown.remove(id);
            String value = given.has(id) ? given.path(id).asString() : initial(input);
            if (!isValid(input, value)) {
                complaints.add(id + ": " + (Json.text(input, "errorMessage")));
            } else if (!value.isEmpty()) {
                merged.put(id, value);
            }
        }
        unknown.forEach(id -> complaints.add(id + ": the card has no such input"));
        if (!complaints.isEmpty()) {
            throw new Refusal(422, "InputsNotValid", String.join("; ", complaints));
        }
        return merged;
    }

    private static String initial(ObjectNode input) {
        String value = input.path("value").isValueNode() ? input.path("value").asString("") : "";
        return isToggle(input) && value.isEmpty() ? off(input) : value;
    }

    private static boolean isValid(ObjectNode input, String value) {
        boolean required = input.path("isRequired").asBoolean(false);
        if (isToggle(input)) {
            return value.equals(on(input)) || !required && value.equals(off(input));
        }
        if (value.isEmpty()) {
            return !required;
        }
        return switch (Json.text(input, "type")) {
            case "Input.Text" ->
                value.length() <= input.path("maxLength").asInt(Integer.MAX_VALUE)
                        && (Json.text(input, "regex").isEmpty() || value.matches(Json.text(input, "regex")));
            case "Input.Number" -> isNumberWithin(input, value);
            case "Input.ChoiceSet" -> Set.copyOf(choices(input)).containsAll(chosen(input, value));
            default -> true;
        };
    }

    private static boolean isNumberWithin(ObjectNode input, String value) {
        try {
            double number = Double.parseDouble(value);
            return number >= input.path("min").asDouble(Double.NEGATIVE_INFINITY)
                    && number <= input.path("max").asDouble(Double.POSITIVE_INFINITY);
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    private static List<String> chosen(ObjectNode input, String value) {
        return input.path("isMultiSelect").asBoolean(false) ? List.of(value.split(",")) : List.of(value);
    }

    private static List<String> choices(ObjectNode input) {
        List<String> values = new ArrayList<>();
        input.path("choices").forEach(choice -> values.add(Json.text(choice, "value")));
        return values;
    }

    private static boolean isToggle(ObjectNode input) {
        return Json.text(input, "type").equals("Input.Toggle");
    }

    private static String on(ObjectNode toggle) {
        return toggle.path("valueOn").asString("true");
    }

    private static String off(ObjectNode toggle) {
        return toggle.path("valueOff").asString("false");
    }
}
