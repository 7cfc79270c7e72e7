package writeback.relay.protocol.json;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.message.Outcome;

/** A record as a JSON tree. */
final class Writing {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Writing() {}

    static JsonNode node(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof Seen<?> seen) {
            return NODES.objectNode().set("seen", node(seen.value()));
        }
        if (value instanceof Unseen<?> unseen) {
            ObjectNode reason = NODES.objectNode();
            reason.put("cause", unseen.cause().name());
            reason.put("detail", unseen.detail());
            return NODES.objectNode().set("unseen", reason);
        }
        if (value instanceof Record structure) {
            return structure(structure);
        }
        if (value instanceof Collection<?> collection) {
            ArrayNode array = NODES.arrayNode();
            collection.forEach(element -> array.add(node(element)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, element) -> object.set((String) key, node(element)));
            return object;
        }
        return scalar(value);
    }

    private static ObjectNode structure(Record value) {
        ObjectNode object = NODES.objectNode();
        if (value instanceof Outcome outcome) {
            object.put(OutcomeKind.FIELD, OutcomeKind.of(outcome).tag());
        }
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                object.set(component.getName(), node(component.getAccessor().invoke(value)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("cannot read " + component.getName(), e);
            }
        }
        return object;
    }

    private static JsonNode scalar(Object value) {
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value instanceof Integer number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Enum<?> constant) {
            return NODES.stringNode(constant.name());
        }
        if (value instanceof String
                || value instanceof Long
                || value instanceof UUID
                || value instanceof Instant
                || value instanceof Duration) {
            return NODES.stringNode(value.toString());
        }
        throw new IllegalArgumentException("the protocol has no " + value.getClass());
    }
}
