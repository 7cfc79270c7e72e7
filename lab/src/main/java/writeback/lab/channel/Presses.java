package writeback.lab.channel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What happens when somebody presses a button of a card: what Teams sends, and what it does with the answer. */
final class Presses {
    private record Found(String messageId, Button button) {}

    private final Activities activities;
    private final BotLink bot;

    Presses(Activities activities, BotLink bot) {
        this.activities = activities;
        this.bot = bot;
    }

    /**
     * @param request {@code activityId} (without it: the newest message with such a button), {@code title} or
     *     {@code action} (id or verb), {@code inputs}; {@code fallback: true} presses what a client shows that does not
     *     know the button's type
     * @return the bot's answers and whether the message shows another card now
     * @throws Refusal 404, 409 or 422 when a person could not have pressed that
     */
    ObjectNode press(Conversation conversation, ObjectNode request, int deliver) {
        Found found = find(conversation, request);
        ObjectNode action = found.button.action();
        if (!found.button.isEnabled()) {
            throw new Refusal(409, "Disabled", "the button is disabled");
        }
        JsonNode fallback = action.path("fallback");
        if (request.path("fallback").asBoolean(false) && fallback instanceof ObjectNode older) {
            action = older;
        }
        return switch (Json.text(action, "type")) {
            case "Action.OpenUrl" -> Json.object().put("opened", Json.text(action, "url"));
            case "Action.Execute" -> execute(conversation, found, action, request, deliver);
            case "Action.Submit" -> submit(conversation, found, action, request, deliver);
            default ->
                throw new Refusal(
                        422, "NothingSent", "pressing " + Json.text(action, "type") + " sends nothing to the bot");
        };
    }

    private ObjectNode submit(
            Conversation conversation, Found found, ObjectNode action, ObjectNode request, int deliver) {
        JsonNode data = merged(found, action, request);
        if (data.has("msteams")) {
            throw new Refusal(422, "NotOffered", "this channel knows no data.msteams");
        }
        return described(found, bot.deliver(activities.submit(conversation, found.messageId, data), deliver));
    }

    private ObjectNode execute(
            Conversation conversation, Found found, ObjectNode action, ObjectNode request, int deliver) {
        ObjectNode invoke = activities.execute(conversation, found.messageId, action, merged(found, action, request));
        List<BotAnswer> answers = bot.deliver(invoke, deliver);
        answers.forEach(answer -> apply(conversation, found.messageId, answer));
        return described(found, answers);
    }

    private static JsonNode merged(Found found, ObjectNode action, ObjectNode request) {
        return Inputs.merged(new Button(action, found.button.inputs()), request.path("inputs"));
    }

    private static void apply(Conversation conversation, String messageId, BotAnswer answer) {
        ObjectNode recorded = answer.described();
        String objection = InvokeAnswers.objection(answer);
        JsonNode content = answer.content();
        if (!objection.isEmpty()) {
            recorded.put("dropped", objection);
        } else if (Json.text(content, "type").equals(CardRules.ADAPTIVE_CARD)
                && content.path("value") instanceof ObjectNode card) {
            conversation.replaceCard(messageId, card);
        }
        conversation.transcript().add(Transcript.Kind.INVOKE_RESPONSE, messageId, recorded);
    }

    private static ObjectNode described(Found found, List<BotAnswer> answers) {
        ObjectNode described = answers.get(0).described().put("activityId", found.messageId);
        ArrayNode all = described.putArray("answers");
        answers.forEach(answer -> all.add(answer.described()));
        return described;
    }

    private static Found find(Conversation conversation, ObjectNode request) {
        String messageId = Json.text(request, "activityId");
        String title = Json.text(request, "title");
        String action = Json.text(request, "action");
        List<Map.Entry<String, ObjectNode>> messages =
                new ArrayList<>(conversation.shown().entrySet());
        Collections.reverse(messages);
        if (!messageId.isEmpty()) {
            messages.removeIf(message -> !message.getKey().equals(messageId));
            if (messages.isEmpty()) {
                throw new Refusal(404, "NotFound", "no message " + messageId + " is shown there");
            }
        }
        List<String> titles = new ArrayList<>();
        for (Map.Entry<String, ObjectNode> message : messages) {
            List<Button> buttons = buttons(message.getValue());
            List<Button> meant =
                    buttons.stream().filter(button -> button.is(title, action)).toList();
            if (meant.size() == 1) {
                return new Found(message.getKey(), meant.get(0));
            }
            if (meant.size() > 1) {
                throw new Refusal(409, "Ambiguous", "the message shows " + meant.size() + " such buttons");
            }
            buttons.forEach(button -> titles.add(button.title()));
        }
        throw new Refusal(404, "NotFound", "no such button; there are " + titles);
    }

    private static List<Button> buttons(ObjectNode message) {
        List<Button> buttons = new ArrayList<>();
        for (JsonNode attachment : message.path("attachments")) {
            buttons.addAll(Button.of(attachment.path("content")));
        }
        return buttons;
    }
}
