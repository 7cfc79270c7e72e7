package writeback.bot.change;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What there is to say of the last step.
 *
 * @param code stable, in kebab case; empty when the state says it all
 * @param args by name; foreign values, raw but for their length: what is longer than {@link #LONGEST} ends in an ellipsis
 */
public record Detail(String code, Map<String, String> args) {

    public static final Detail NONE = new Detail("", Map.of());

    private static final List<String> WORDS = List.of("detail", "why", "setting");

    /** Four such values fit a column, each character escaped: no words of a relay keep a step from being stored. */
    static final int LONGEST = 800;

    private static final String ELLIPSIS = "\u2026";

    public Detail {
        args = args.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, arg -> clipped(arg.getValue())));
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

    private static String clipped(String value) {
        if (value.length() <= LONGEST) {
            return value;
        }
        int end = LONGEST - ELLIPSIS.length();
        return value.substring(0, Character.isHighSurrogate(value.charAt(end - 1)) ? end - 1 : end) + ELLIPSIS;
    }
}
