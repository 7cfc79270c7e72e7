package writeback.bot.change;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What there is to say of the last step.
 *
 * @param code stable, in kebab case; empty when the state says it all
 * @param args by name; foreign values, raw
 */
public record Detail(String code, Map<String, String> args) {

    public static final Detail NONE = new Detail("", Map.of());

    private static final List<String> WORDS = List.of("detail", "why", "setting");

    public Detail {
        args = Map.copyOf(args);
    }

    static Detail of(String code) {
        return new Detail(code, Map.of());
    }

    static Detail of(String code, String name, String value) {
        return new Detail(code, Map.of(name, value));
    }

    /** The words that some system gave, for an administrator; empty when there are none. */
    String text() {
        return WORDS.stream()
                .map(name -> args.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .collect(Collectors.joining("; "));
    }
}
