package writeback.bot.teams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.bot.builder.InvokeResponse;
import com.microsoft.bot.builder.TurnContext;
import com.microsoft.bot.connector.authentication.ClaimsIdentity;
import com.microsoft.bot.schema.Activity;
import com.microsoft.bot.schema.ActivityTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import writeback.bot.Unstored;
import writeback.bot.chat.ChatDesk;
import writeback.bot.chat.Press;

/**
 * Takes one admitted activity: remembers where it came from, takes it once, hands it to the chat and answers within a
 * second.
 */
@Component
class Turns {

    /** Presses that take longer are answered with a line, and their card follows as an update. */
    private static final long ANSWER_WITHIN_MILLIS = 700;

    private static final String CARD = "application/vnd.microsoft.card.adaptive";
    private static final String LINE = "application/vnd.microsoft.activity.message";
    private static final String ERROR = "application/vnd.microsoft.error";

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final ObjectMapper json;
    private final ChannelAdapter adapter;
    private final Talks talks;
    private final TakenActivities taken;
    private final CardShelf shelf;
    private final ChatDesk chat;
    private final Aloud aloud;

    Turns(
            ObjectMapper json,
            ChannelAdapter adapter,
            Talks talks,
            TakenActivities taken,
            CardShelf shelf,
            ChatDesk chat,
            Aloud aloud) {
        this.json = json;
        this.adapter = adapter;
        this.talks = talks;
        this.taken = taken;
        this.shelf = shelf;
        this.chat = chat;
        this.aloud = aloud;
    }

    /** What to answer the channel with. */
    record Answer(int status, @Nullable JsonNode body) {}

    CompletableFuture<Answer> take(Map<String, String> claims, JsonNode body, Knock knock) {
        Activity activity;
        try {
            activity = json.treeToValue(withoutNarrowFields(body), Activity.class);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new Knock.MalformedActivityException("the activity has a field of the wrong type");
        }
        ClaimsIdentity identity = new ClaimsIdentity("Bearer", new HashMap<>(claims));
        return adapter.processActivity(identity, activity, turn -> answer(turn, knock))
                .thenApply(response -> response == null
                        ? new Answer(200, null)
                        : new Answer(response.getStatus(), json.valueToTree(response.getBody())));
    }

    /**
     * The SDK reads some fields more narrowly than the activity schema writes them: it refuses a local time on a whole
     * second, which carries no fraction, and a locale that Java cannot read. Nobody here asks the SDK for them.
     */
    private static JsonNode withoutNarrowFields(JsonNode body) {
        return body instanceof ObjectNode activity
                ? activity.deepCopy().without(List.of("timestamp", "localTimestamp", "expiration", "locale"))
                : body;
    }

    private CompletableFuture<Void> answer(TurnContext turn, Knock knock) {
        if (knock.type().equals("invoke")) {
            return invoke(knock).thenCompose(response -> respond(turn, response));
        }
        if (!knock.namesPerson()) {
            return nothing();
        }
        if (knock.type().equals("installationUpdate") || knock.type().equals("conversationUpdate")) {
            return installed(knock);
        }
        return knock.type().equals("message") ? message(knock) : nothing();
    }

    /** Whoever is told that nothing can be stored need not be heard again; whoever could not be told is. */
    private CompletableFuture<Void> message(Knock knock) {
        boolean first;
        try {
            talks.remember(knock);
            first = taken.first(knock.key());
        } catch (RuntimeException fault) {
            return Unstored.is(fault) ? tellNotStored(knock) : CompletableFuture.failedFuture(fault);
        }
        if (first && knock.isMessagePress()) {
            pressed(knock.submitPress()).thenAccept(card -> {}).exceptionallyCompose(fault -> lost(knock, fault));
        } else if (first && !knock.text().isEmpty()) {
            chat.said(knock.speaker(), knock.talk(), knock.text()).exceptionallyCompose(fault -> lost(knock, fault));
        }
        return nothing();
    }

    private CompletableFuture<Void> lost(Knock knock, Throwable fault) {
        LOG.error(
                "What was said or pressed in conversation {} failed; it may be tried again.",
                knock.conversation(),
                fault);
        return Unstored.is(fault) ? tellNotStored(knock) : nothing();
    }

    private CompletableFuture<Void> tellNotStored(Knock knock) {
        return aloud.say(knock, chat.notStored(knock.speaker()));
    }

    private CompletableFuture<Void> installed(Knock knock) {
        talks.remember(knock);
        if (knock.type().equals("installationUpdate") && taken.first(knock.key())) {
            chat.installed(knock.speaker(), knock.talk());
        }
        return nothing();
    }

    private CompletableFuture<InvokeResponse> invoke(Knock knock) {
        if (!knock.name().equals("adaptiveCard/action")) {
            LOG.info(
                    "An invoke that nobody handles: {}. Card buttons (adaptiveCard/action) are handled.", knock.name());
            return CompletableFuture.completedFuture(new InvokeResponse(501, null));
        }
        if (!knock.namesPerson() || knock.executePress().verb().isEmpty()) {
            return CompletableFuture.completedFuture(
                    new InvokeResponse(400, error(400, "BadRequest", "the press names no person or no verb")));
        }
        Press press = knock.executePress();
        boolean first;
        try {
            talks.remember(knock);
            first = taken.first(knock.key());
        } catch (RuntimeException fault) {
            return CompletableFuture.completedFuture(ok(failed(knock, fault)));
        }
        if (!first) {
            Optional<String> earlier = taken.answer(knock.key());
            return CompletableFuture.completedFuture(
                    ok(earlier.map(card -> result(CARD, tree(card))).orElseGet(() -> line(press))));
        }
        CompletableFuture<ObjectNode> shown = pressed(press).thenApply(card -> {
            taken.answered(knock.key(), card);
            return result(CARD, tree(card));
        });
        // The time-out ends only the copy: a card that comes later is still kept for a later delivery.
        return shown.exceptionally(fault -> failed(knock, fault))
                .copy()
                .completeOnTimeout(line(press), ANSWER_WITHIN_MILLIS, TimeUnit.MILLISECONDS)
                .thenApply(body -> {
                    if (CARD.equals(body.path("type").asText())) {
                        shelf.answered(press.card());
                    }
                    return ok(body);
                });
    }

    private CompletableFuture<String> pressed(Press press) {
        try {
            return chat.pressed(press);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Teams draws its own line for an error, and leaves the card as it is; so it does with a line of ours. */
    private ObjectNode failed(Knock knock, Throwable fault) {
        LOG.error("A press in conversation {} failed; the person may press again.", knock.conversation(), fault);
        return Unstored.is(fault)
                ? result(LINE, json.getNodeFactory().textNode(chat.notStored(knock.speaker())))
                : error(500, "InternalServerError", "the press failed");
    }

    private CompletableFuture<Void> respond(TurnContext turn, InvokeResponse response) {
        Activity answer = new Activity(ActivityTypes.INVOKE_RESPONSE);
        answer.setValue(response);
        return turn.sendActivity(answer).thenApply(sent -> null);
    }

    private ObjectNode line(Press press) {
        return result(LINE, json.getNodeFactory().textNode(chat.working(press)));
    }

    private ObjectNode error(int status, String code, String message) {
        ObjectNode value = json.createObjectNode().put("code", code).put("message", message);
        return result(ERROR, value).put("statusCode", status);
    }

    private ObjectNode result(String type, JsonNode value) {
        ObjectNode result = json.createObjectNode().put("statusCode", 200).put("type", type);
        result.set("value", value);
        return result;
    }

    private static InvokeResponse ok(ObjectNode body) {
        return new InvokeResponse(200, body);
    }

    private JsonNode tree(String card) {
        try {
            return json.readTree(card);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own card is JSON", e);
        }
    }

    private static CompletableFuture<Void> nothing() {
        return CompletableFuture.completedFuture(null);
    }
}
