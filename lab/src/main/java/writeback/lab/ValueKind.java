package writeback.lab;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which JSON values a {@link StateKey} takes. */
public sealed interface ValueKind<T extends @Nullable Object> {

    /** The value that JSON stands for; empty when it does not suit. A JSON null is handled by {@link #takesNull()}. */
    Optional<Object> read(JsonNode json);

    /** What suits, in words that end "must be ...". */
    String expects();

    default boolean takesNull() {
        return false;
    }

    record Flag() implements ValueKind<Boolean> {
        @Override
        public Optional<Object> read(JsonNode json) {
            return json.isBoolean() ? Optional.of(json.booleanValue()) : Optional.empty();
        }

        @Override
        public String expects() {
            return "true or false";
        }
    }

    record WholeNumber(int min, int max) implements ValueKind<Integer> {
        @Override
        public Optional<Object> read(JsonNode json) {
            return json.isIntegralNumber() && json.canConvertToInt() && json.intValue() >= min && json.intValue() <= max
                    ? Optional.of(json.intValue())
                    : Optional.empty();
        }

        @Override
        public String expects() {
            return "a whole number from " + min + " to " + max;
        }
    }

    record NumberOrNull(int min, int max) implements ValueKind<@Nullable Integer> {
        @Override
        public Optional<Object> read(JsonNode json) {
            return new WholeNumber(min, max).read(json);
        }

        @Override
        public String expects() {
            return new WholeNumber(min, max).expects() + ", or null";
        }

        @Override
        public boolean takesNull() {
            return true;
        }
    }

    record Choice(List<String> values) implements ValueKind<String> {
        @Override
        public Optional<Object> read(JsonNode json) {
            return json.isString() && values.contains(json.stringValue())
                    ? Optional.of(json.stringValue())
                    : Optional.empty();
        }

        @Override
        public String expects() {
            return "one of " + String.join(", ", values);
        }
    }

    record Version() implements ValueKind<String> {
        private static final Pattern FOUR_NUMBERS = Pattern.compile("\\d{1,5}(\\.\\d{1,5}){3}");

        @Override
        public Optional<Object> read(JsonNode json) {
            return json.isString() && FOUR_NUMBERS.matcher(json.stringValue()).matches()
                    ? Optional.of(json.stringValue())
                    : Optional.empty();
        }

        @Override
        public String expects() {
            return "four numbers with dots between, such as 2.6.92.0";
        }
    }

    record Texts() implements ValueKind<List<String>> {
        @Override
        public Optional<Object> read(JsonNode json) {
            return json.isArray() && json.valueStream().allMatch(JsonNode::isString)
                    ? Optional.of(json.valueStream().map(JsonNode::stringValue).toList())
                    : Optional.empty();
        }

        @Override
        public String expects() {
            return "a list of texts";
        }
    }
}
