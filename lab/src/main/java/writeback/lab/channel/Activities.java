package writeback.lab.channel;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import writeback.lab.Person;

/** Builds the activities of a personal conversation as Teams sends them ("Types of bot conversations" and traces). */
final class Activities {
    static final String CHANNEL_ID = "msteams";
    private static final String BOT_NAME = "Writeback Bot";
    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

    private final String botId;
    private final Supplier<String> serviceUrl;
    private final MessageIds ids;
    private final Clock clock;

    Activities(String botAppId, Supplier<String> serviceUrl, Clock clock) {
        this.botId = botId(botAppId);
        this.serviceUrl = serviceUrl;
        this.ids = new MessageIds(clock);
        this.clock = clock;
    }

    /** The channel's id of a bot. */
    static String botId(String botAppId) {
        return "28:" + botAppId;
    }

    ObjectNode message(Conversation conversation, String text) {
        ObjectNode activity = base(conversation, "message", ids.next());
        activity.put("text", text).put("textFormat", "plain");
        activity.putArray("attachments")
                .addObject()
                .put("contentType", "text/html")
                .put("content", "<p>" + escaped(text) + "</p>");
        return activity;
    }

    /** An {@code Action.Submit}: a message without text that carries the data. */
    ObjectNode submit(Conversation conversation, String messageId, JsonNode data) {
        ObjectNode activity = base(conversation, "message", ids.next());
        activity.put("replyToId", messageId).set("value", data);
        withLegacyReply(activity, messageId);
        return activity;
    }

    /** An {@code Action.Execute}: the invoke {@code adaptiveCard/action}. */
    ObjectNode execute(Conversation conversation, String messageId, JsonNode button, JsonNode data) {
        ObjectNode activity = base(conversation, "invoke", "f:" + UUID.randomUUID());
        activity.put("name", "adaptiveCard/action").put("replyToId", messageId);
        ObjectNode value = activity.putObject("value");
        ObjectNode action = value.putObject("action").put("type", "Action.Execute");
        copyText(button, "id", action);
        copyText(button, "verb", action);
        action.set("data", data);
        value.put("trigger", "manual");
        withLegacyReply(activity, messageId);
        return activity;
    }

    /** What Teams sends when somebody adds the app: the bot joins the conversation, then the installation. */
    List<ObjectNode> installation(Conversation conversation) {
        ObjectNode joined = base(conversation, "conversationUpdate", "f:" + UUID.randomUUID());
        joined.putArray("membersAdded").addObject().put("id", botId);
        ObjectNode installed = base(conversation, "installationUpdate", "f:" + UUID.randomUUID());
        installed.put("action", "add");
        ObjectNode channelData = (ObjectNode) installed.path("channelData");
        channelData.putObject("settings").putObject("selectedChannel").put("id", conversation.id());
        channelData.putObject("source").put("name", "message");
        return List.of(joined, installed);
    }

    private ObjectNode base(Conversation conversation, String type, String id) {
        Person person = conversation.person();
        ObjectNode activity = Json.object();
        activity.put("type", type).put("id", id).put("channelId", CHANNEL_ID).put("serviceUrl", serviceUrl.get());
        activity.put("timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        activity.put(
                "localTimestamp",
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        clock.instant().truncatedTo(ChronoUnit.MILLIS).atZone(ZONE)));
        activity.put("localTimezone", ZONE.getId()).put("locale", conversation.locale());
        activity.putObject("from")
                .put("id", person.botUserId())
                .put("name", person.displayName())
                .put("aadObjectId", person.aadObjectId());
        activity.putObject("conversation")
                .put("conversationType", "personal")
                .put("tenantId", person.tenantId())
                .put("id", conversation.id());
        activity.putObject("recipient").put("id", botId).put("name", BOT_NAME);
        activity.putArray("entities")
                .addObject()
                .put("type", "clientInfo")
                .put("locale", conversation.locale())
                .put("country", "FR")
                .put("platform", "Web")
                .put("timezone", ZONE.getId());
        activity.putObject("channelData").putObject("tenant").put("id", person.tenantId());
        return activity;
    }

    private static void withLegacyReply(ObjectNode activity, String messageId) {
        ObjectNode channelData = (ObjectNode) activity.path("channelData");
        channelData.putObject("source").put("name", "message");
        channelData.putObject("legacy").put("replyToId", "1:" + messageId);
    }

    private static void copyText(JsonNode from, String name, ObjectNode to) {
        if (from.path(name).isString()) {
            to.put(name, from.path(name).stringValue());
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
