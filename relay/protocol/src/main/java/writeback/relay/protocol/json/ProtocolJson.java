package writeback.relay.protocol.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes and reads the records of this module as JSON.
 *
 * <ul>
 *   <li>A {@code Sighting} is {@code {"seen": value}} or {@code {"unseen": {"cause": ..., "detail": ...}}}. One that is
 *       missing or null is unseen as not reported; a seen value that lacks a part is so too; one that cannot be read is
 *       unseen as malformed. The rest of the report stands.
 *   <li>Fields that are not known are ignored.
 *   <li>{@code Instant} and {@code Duration} are ISO-8601, {@code UUID} lower-case text, 64-bit numbers are strings.
 *   <li>An {@code Outcome} carries its kind in {@code type}: done, refused, failed, in-doubt, waiting.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class ProtocolJson {

    /** Longest text that is written or read, in characters. */
    public static final int MAX_CHARACTERS = 1 << 20;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(32)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ProtocolJson() {}

    /**
     * Writes a record, or a list of records.
     *
     * @throws IllegalArgumentException when it holds a type that the protocol does not know, or grows over
     *     {@link #MAX_CHARACTERS}
     */
    public static String write(Object value) {
        String text = Writing.node(value).toString();
        if (text.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException("JSON of " + text.length() + " characters is over " + MAX_CHARACTERS);
        }
        return text;
    }

    /** @throws MalformedMessageException when the text is not the JSON of such a record */
    public static <T> T read(String json, Class<T> type) {
        return type.cast(Reading.value(tree(json), type, type.getSimpleName()));
    }

    /** @throws MalformedMessageException when the text is not a JSON array of such records */
    public static <T> List<T> readList(String json, Class<T> element) {
        Object list = Reading.value(tree(json), new ListOf(element), element.getSimpleName());
        return ((List<?>) list).stream().map(element::cast).toList();
    }

    private static JsonNode tree(String json) {
        if (json.length() > MAX_CHARACTERS) {
            throw new MalformedMessageException("over " + MAX_CHARACTERS + " characters", false);
        }
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new MalformedMessageException("not JSON: " + e.getOriginalMessage(), false);
        }
    }

    private record ListOf(Type element) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {element};
        }

        @Override
        public Type getRawType() {
            return List.class;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return null;
        }
    }
}
