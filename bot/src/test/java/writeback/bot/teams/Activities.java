package writeback.bot.teams;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/** Activities as Teams sends them (Bot Framework activity schema; Conversation basics in Teams). */
final class Activities {

    static final String PERSON = "22222222-0000-4000-8000-000000000001";
    static final String TENANT = "aaaabbbb-0000-cccc-1111-dddd2222eeee";

    private Activities() {}

    static ObjectNode message(String text) {
        ObjectNode activity = Door.JSON
                .createObjectNode()
                .put("type", "message")
                .put("id", UUID.randomUUID().toString())
                .put("timestamp", "2026-11-22T12:00:00.123Z")
                .put("localTimestamp", "2026-11-22T13:00:00.123+01:00")
                .put("localTimezone", "Europe/Paris")
                .put("channelId", "msteams")
                .put("serviceUrl", ChannelIssuer.SERVICE)
                .put("textFormat", "plain")
                .put("locale", "fr-FR")
                .put("text", text);
        activity.putObject("from")
                .put("id", "29:1adele")
                .put("name", "Adele Vance")
                .put("aadObjectId", PERSON);
        activity.putObject("conversation")
                .put("conversationType", "personal")
                .put("tenantId", TENANT)
                .put("id", "a:1personal");
        activity.putObject("recipient").put("id", "28:" + ChannelIssuer.APP).put("name", "Writeback");
        activity.putArray("entities")
                .addObject()
                .put("type", "clientInfo")
                .put("locale", "fr-FR")
                .put("country", "FR")
                .put("platform", "Web")
                .put("timezone", "Europe/Paris");
        activity.putObject("channelData").putObject("tenant").put("id", TENANT);
        return activity;
    }

    static ObjectNode execute(String verb) {
        ObjectNode activity = message("");
        activity.remove("text");
        activity.put("type", "invoke").put("name", "adaptiveCard/action");
        ObjectNode action = activity.putObject("value")
                .putObject("action")
                .put("type", "Action.Execute")
                .put("verb", verb);
        action.putObject("data")
                .put("card", "card-1")
                .put("version", 3)
                .put("change", "change-1")
                .put("target", "3a")
                .put("reason", "because");
        return activity;
    }

    static ObjectNode submit(String verb) {
        ObjectNode activity = message("");
        activity.remove("text");
        activity.putObject("value")
                .put("verb", verb)
                .put("card", "card-1")
                .put("version", 3)
                .put("reason", "because");
        return activity;
    }
}
