package writeback.relay.attended;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a change resulted in, as lines for the operator: the result's own names and values, whatever the operation. */
public final class ResultText {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<String> lines = new ArrayList<>();

    private ResultText() {}

    /** @param result the JSON of {@code Outcome.Done}; what is none is shown as it is */
    public static List<String> of(String result) {
        ResultText text = new ResultText();
        try {
            text.add("", JSON.readTree(result));
        } catch (JacksonException e) {
            text.lines.add("  " + PlanText.safe(result));
        }
        return text.lines;
    }

    private void add(String name, JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(each -> add((name + ' ' + words(each.getKey())).strip(), each.getValue()));
        } else {
            lines.add(String.format(
                    "  %-18s %s", name, PlanText.safe(value.isString() ? value.asString() : value.toString())));
        }
    }

    /** {@code domainController} as words. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
