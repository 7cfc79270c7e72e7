package writeback.bot.teams;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import writeback.bot.chat.Press;
import writeback.bot.chat.Speaker;
import writeback.bot.chat.Talk;
import writeback.bot.identity.PersonId;

/**
 * One activity as it came, read only as far as we need it. Fields as in the Bot Framework activity schema; everything in
 * it is a foreign value.
 */
record Knock(
        String type,
        String name,
        String id,
        String channelId,
        String serviceUrl,
        String conversation,
        Talk.Kind kind,
        String tenant,
        String aadObjectId,
        String displayName,
        String locale,
        String text,
        JsonNode value) {

    private static final int LONGEST = 4000;

    /** What may name something: printable, no blank at either end, as long as our tables hold. */
    private static final Pattern NAME = Pattern.compile("(?=\\S)[^\\p{Cntrl}]{1,300}(?<=\\S)");

    /** GUIDs, in truth; what is no longer and no odder does no harm. */
    private static final Pattern ID = Pattern.compile("[0-9a-z-]{1,36}");

    /** @throws MalformedActivityException when something is missing that every activity of Teams has */
    static Knock of(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw new MalformedActivityException("the body is not a JSON object");
        }
        String channelTenant = id(body, "/channelData/tenant/id");
        String tenant = channelTenant.isEmpty() ? id(body, "/conversation/tenantId") : channelTenant;
        return new Knock(
                required(body, "/type"),
                optional(body, "/name"),
                required(body, "/id"),
                required(body, "/channelId"),
                required(body, "/serviceUrl"),
                required(body, "/conversation/id"),
                kind(optional(body, "/conversation/conversationType")),
                tenant,
                id(body, "/from/aadObjectId"),
                optional(body, "/from/name"),
                optional(body, "/locale"),
                withoutMentions(body),
                body.path("value"));
    }

    /** Messages and presses must say who speaks; only then may they be handed in. */
    boolean namesPerson() {
        return !aadObjectId.isEmpty() && !tenant.isEmpty();
    }

    Talk talk() {
        return new Talk(conversation, kind);
    }

    Speaker speaker() {
        return new Speaker(new PersonId(tenant, aadObjectId), displayName, locale);
    }

    /** The same under every delivery. */
    String key() {
        return conversation + "|" + id;
    }

    boolean isMessagePress() {
        return type.equals("message") && !value.path("verb").asText("").isEmpty();
    }

    /** A press by {@code Action.Execute}: the data lies in the invoke's action. */
    Press executePress() {
        JsonNode action = value.path("action");
        return press(action.path("verb").asText(""), action.path("data"));
    }

    /** A press by the {@code Action.Submit} fallback: the data is the message's value. */
    Press submitPress() {
        return press(value.path("verb").asText(""), value);
    }

    private Press press(String verb, JsonNode data) {
        Map<String, String> inputs = new TreeMap<>();
        data.properties().forEach(field -> {
            if (field.getValue().isValueNode()) {
                inputs.put(field.getKey(), cut(field.getValue().asText().replace("\0", "")));
            }
        });
        inputs.remove("verb");
        inputs.remove("version");
        return new Press(
                speaker(),
                talk(),
                verb,
                take(inputs, "card"),
                data.path("version").asInt(0),
                take(inputs, "change"),
                take(inputs, "target"),
                Map.copyOf(inputs));
    }

    private static String take(Map<String, String> inputs, String name) {
        String value = inputs.remove(name);
        return value == null ? "" : value;
    }

    private static String withoutMentions(JsonNode body) {
        String text = optional(body, "/text");
        String self = optional(body, "/recipient/id");
        for (JsonNode entity : body.path("entities")) {
            String mention = entity.path("text").asText("");
            if (entity.path("type").asText("").equals("mention")
                    && entity.at("/mentioned/id").asText("").equals(self)
                    && !mention.isEmpty()) {
                text = text.replace(mention, " ");
            }
        }
        return cut(text.strip());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static Talk.Kind kind(String conversationType) {
        return switch (conversationType) {
            case "personal" -> Talk.Kind.PERSONAL;
            case "channel" -> Talk.Kind.CHANNEL;
            // What we do not know is treated as a place where others read along.
            default -> Talk.Kind.GROUP;
        };
    }

    private static String required(JsonNode body, String pointer) {
        JsonNode value = body.at(pointer);
        if (!value.isTextual() || !NAME.matcher(value.asText()).matches()) {
            throw malformed(pointer);
        }
        return value.asText();
    }

    /** A text, empty when there is none; only another kind of value is wrong. */
    private static String optional(JsonNode body, String pointer) {
        JsonNode value = body.at(pointer);
        if (!value.isTextual() && !value.isMissingNode() && !value.isNull()) {
            throw malformed(pointer);
        }
        return value.isTextual() ? value.asText().replace("\0", "") : "";
    }

    /** A tenant's or person's id in lower case, empty when there is none. */
    private static String id(JsonNode body, String pointer) {
        String value = optional(body, pointer).toLowerCase(Locale.ROOT);
        if (!value.isEmpty() && !ID.matcher(value).matches()) {
            throw malformed(pointer);
        }
        return value;
    }

    private static MalformedActivityException malformed(String pointer) {
        return new MalformedActivityException(pointer.substring(1).replace('/', '.') + " is missing or malformed");
    }

    /** The body is no activity that Teams would send. */
    static final class MalformedActivityException extends RuntimeException {
        MalformedActivityException(String message) {
            super(message);
        }
    }
}
