package writeback.relay.protocol.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.message.Outcome;

/**
 * A record from a JSON tree. A part that is left out is never filled with zero, false or an empty text: it makes the
 * sighting around it unseen, or the message malformed. Only a nullable part of a message outside every sighting may be
 * left out, by a peer that is older than the part.
 */
final class Reading {

    private final boolean insideSighting;

    private Reading(boolean insideSighting) {
        this.insideSighting = insideSighting;
    }

    static Object value(JsonNode node, Type type, String where) {
        return new Reading(false).present(node, type, where);
    }

    private Object present(@Nullable JsonNode node, Type type, String where) {
        Class<?> raw = raw(type);
        if (raw == Sighting.class) {
            return sighting(node, argument(type, 0), where);
        }
        if (node == null || node.isNull()) {
            throw new MalformedMessageException(where + " is missing", true);
        }
        if (raw == Outcome.class) {
            String tag = text(node.get(OutcomeKind.FIELD), where + "." + OutcomeKind.FIELD);
            return structure(node, OutcomeKind.of(tag).type(), where);
        }
        if (raw.isRecord()) {
            return structure(node, raw, where);
        }
        if (raw == List.class) {
            return list(node, argument(type, 0), where);
        }
        if (raw == Map.class) {
            return map(node, argument(type, 1), where);
        }
        return scalar(node, raw, where);
    }

    private static Sighting<?> sighting(@Nullable JsonNode node, Type type, String where) {
        if (node == null || node.isNull()) {
            return Sighting.unseen(Cause.NOT_REPORTED, "");
        }
        JsonNode reason = node.path("unseen");
        if (reason.isObject()) {
            return Sighting.unseen(
                    cause(reason.path("cause").asString("")),
                    reason.path("detail").asString(""));
        }
        if (!node.has("seen")) {
            return Sighting.unseen(Cause.MALFORMED, where + " is neither seen nor unseen");
        }
        try {
            return Sighting.seen(new Reading(true).present(node.get("seen"), type, where));
        } catch (MalformedMessageException e) {
            return Sighting.unseen(e.missing() ? Cause.NOT_REPORTED : Cause.MALFORMED, e.getMessage());
        }
    }

    /** A newer agent may know causes that we do not; its detail still tells. */
    private static Cause cause(String name) {
        for (Cause cause : Cause.values()) {
            if (cause.name().equals(name)) {
                return cause;
            }
        }
        return Cause.FAILED;
    }

    private Object structure(JsonNode node, Class<?> type, String where) {
        if (!node.isObject()) {
            throw new MalformedMessageException(where + " is not an object", false);
        }
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = component(node, components[i], where + "." + components[i].getName());
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new MalformedMessageException(where + " is not possible", false);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has its canonical constructor", e);
        }
    }

    private @Nullable Object component(JsonNode parent, RecordComponent component, String where) {
        JsonNode node = parent.get(component.getName());
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        if (nullable && (node == null ? !insideSighting : node.isNull())) {
            return null;
        }
        return present(node, component.getGenericType(), where);
    }

    private List<Object> list(JsonNode node, Type element, String where) {
        if (!node.isArray()) {
            throw new MalformedMessageException(where + " is not a list", false);
        }
        List<Object> list = new ArrayList<>();
        for (JsonNode each : node) {
            list.add(present(each, element, where + "[" + list.size() + "]"));
        }
        return List.copyOf(list);
    }

    private Map<String, Object> map(JsonNode node, Type element, String where) {
        if (!node.isObject()) {
            throw new MalformedMessageException(where + " is not an object", false);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(each -> map.put(each.getKey(), present(each.getValue(), element, where + ".*")));
        return Map.copyOf(map);
    }

    private static Object scalar(JsonNode node, Class<?> type, String where) {
        if (type == boolean.class || type == Boolean.class) {
            if (node.isBoolean()) {
                return node.booleanValue();
            }
        } else if (type == int.class || type == Integer.class) {
            if (node.isInt()) {
                return node.intValue();
            }
        } else if ((type == long.class || type == Long.class) && node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        } else {
            return fromText(text(node, where), type, where);
        }
        throw new MalformedMessageException(where + " is no " + type.getSimpleName(), false);
    }

    private static Object fromText(String text, Class<?> type, String where) {
        try {
            if (type == String.class) {
                return text;
            } else if (type == long.class || type == Long.class) {
                return Long.parseLong(text);
            } else if (type == Instant.class) {
                return Instant.parse(text);
            } else if (type == Duration.class) {
                return Duration.parse(text);
            } else if (type == UUID.class) {
                return UUID.fromString(text);
            } else if (type.isEnum()) {
                return constant(text, type, where);
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new MalformedMessageException(where + " is no " + type.getSimpleName(), false);
        }
        throw new IllegalArgumentException("the protocol has no " + type);
    }

    private static Object constant(String name, Class<?> type, String where) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new MalformedMessageException(where + " is no " + type.getSimpleName(), false);
    }

    private static String text(@Nullable JsonNode node, String where) {
        if (node == null || !node.isString()) {
            throw new MalformedMessageException(where + " is not a text", node == null);
        }
        return node.stringValue();
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
