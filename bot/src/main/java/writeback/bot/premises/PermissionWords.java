package writeback.bot.premises;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a relay's owner allows, as one text in the database: {@code grant-rights=refused read-account=unattended}. */
final class PermissionWords {

    private PermissionWords() {}

    static @Nullable String write(@Nullable Map<String, String> permissions) {
        return permissions == null
                ? null
                : new TreeMap<>(permissions)
                        .entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining(" "));
    }

    /** Nothing when the relay does not tell. */
    static Map<String, String> read(@Nullable String words) {
        return words == null || words.isEmpty()
                ? Map.of()
                : Stream.of(words.split(" "))
                        .map(each -> each.split("=", 2))
                        .collect(Collectors.toMap(each -> each[0], each -> each[1]));
    }
}
