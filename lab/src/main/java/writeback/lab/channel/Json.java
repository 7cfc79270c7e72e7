package writeback.lab.channel;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as this package reads it: what is not there, or is not text, is the empty string. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** The text at that path of member names. */
    static String text(JsonNode node, String... path) {
        JsonNode at = node;
        for (String name : path) {
            at = at.path(name);
        }
        return at.isString() ? at.stringValue() : "";
    }

    /** Empty when the bytes are no JSON object. */
    static Optional<ObjectNode> parse(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes) instanceof ObjectNode found ? Optional.of(found) : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }
}
