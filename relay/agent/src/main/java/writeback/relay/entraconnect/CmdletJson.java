package writeback.relay.entraconnect;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code ConvertTo-Json} makes of objects, in Windows PowerShell 5.1 and in PowerShell 7. */
final class CmdletJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern MILLISECONDS = Pattern.compile("/Date\\((-?\\d{1,18})(?:[+-]\\d{4})?\\)/");

    private CmdletJson() {}

    /** The text is of another shape than the cmdlet is known to give. */
    static final class UnknownShapeException extends Exception {

        UnknownShapeException(String message) {
            super(message);
        }
    }

    /** The objects: an array as it is, one object alone as an array of one, nothing as none. */
    static List<JsonNode> objects(String text) throws UnknownShapeException {
        String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (json.isBlank()) {
            return List.of();
        }
        try {
            JsonNode tree = JSON.readTree(json);
            List<JsonNode> objects = new ArrayList<>();
            if (tree.isArray()) {
                tree.forEach(objects::add);
            } else {
                objects.add(tree);
            }
            for (JsonNode object : objects) {
                if (!object.isObject()) {
                    throw new UnknownShapeException("not an object");
                }
            }
            return objects;
        } catch (JacksonException e) {
            throw new UnknownShapeException("not JSON");
        }
    }

    static boolean flag(JsonNode object, String property) throws UnknownShapeException {
        JsonNode value = object.path(property);
        if (!value.isBoolean()) {
            throw new UnknownShapeException(property + " is not true or false");
        }
        return value.booleanValue();
    }

    static String text(JsonNode object, String property) throws UnknownShapeException {
        JsonNode value = object.path(property);
        if (!value.isString()) {
            throw new UnknownShapeException(property + " is not a text");
        }
        return value.stringValue();
    }

    static int number(JsonNode object, String property) throws UnknownShapeException {
        JsonNode value = object.path(property);
        if (!value.isInt()) {
            throw new UnknownShapeException(property + " is not a number");
        }
        return value.intValue();
    }

    /** A DateTime: {@code /Date(MILLISECONDS)/} from 5.1, ISO-8601 with an offset from 7. */
    static Instant time(JsonNode object, String property) throws UnknownShapeException {
        String text = text(object, property);
        Matcher matcher = MILLISECONDS.matcher(text);
        try {
            return matcher.matches()
                    ? Instant.ofEpochMilli(Long.parseLong(matcher.group(1)))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new UnknownShapeException(property + " is not a time");
        }
    }
}
