package writeback.cards;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sample models, as the chat would make them in a language. A sample file holds values and a model that is filled
 * with them like a template; a value may be a moment or a text: {@code {"key": …, arguments …}}, whose arguments are values too. {@code values.json}
 * holds what most share.
 */
final class Samples {
    static final JsonMapper JSON = new JsonMapper();

    static final List<String> NAMES = List.of(
            "approval",
            "askuser",
            "approval-undo",
            "change-awaiting",
            "change-failed",
            "change-rights",
            "change-verifying",
            "coverage-done",
            "coverage-running",
            "coverage-waiting",
            "error-internal",
            "error-refusal",
            "error-restarted",
            "explain-no",
            "explain-unknown",
            "explain-yes",
            "help",
            "help-suggestion",
            "looking",
            "notice",
            "notice-locked",
            "overview-done",
            "overview-start",
            "plan",
            "plan-rehearsal",
            "plan-rights",
            "plan-undo",
            "rehearsal",
            "relay-decide",
            "relay-removal",
            "relay-trusted",
            "relay-waits",
            "relaycode",
            "relays",
            "relays-none",
            "signin",
            "signin-code",
            "step-age",
            "step-connect",
            "step-integration",
            "step-proof",
            "step-scope",
            "step-signin");

    private Samples() {}

    static CardName card(String sample) {
        return CardName.valueOf(sample.replaceFirst("-.*", "").toUpperCase(Locale.ROOT));
    }

    static ObjectNode model(String sample, Language language) {
        Texts texts = Texts.of(language);
        ObjectNode file = read(sample);
        ObjectNode values = JSON.createObjectNode();
        for (JsonNode source : List.of(read("values"), file.get("values"))) {
            source.properties().forEach(value -> values.set(value.getKey(), ready(value.getValue(), texts)));
        }
        return new Substitution("sample " + sample, texts, values).apply((ObjectNode) file.get("model"));
    }

    private static JsonNode ready(JsonNode value, Texts texts) {
        if (value.isString() && value.stringValue().matches("\\d{4}-\\d\\d-\\d\\dT.*Z")) {
            return JSON.valueToTree(texts.language().format(Instant.parse(value.stringValue())));
        }
        if (value.has("key")) {
            Map<String, Object> args = new HashMap<>();
            value.properties().forEach(arg -> {
                JsonNode given = ready(arg.getValue(), texts);
                args.put(arg.getKey(), given.isNumber() ? given.numberValue() : given.asString());
            });
            return JSON.valueToTree(texts.get(value.get("key").asString(), args));
        }
        return value;
    }

    private static ObjectNode read(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("/samples/" + name + ".json")) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
