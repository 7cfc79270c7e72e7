package writeback.lab.channel;

import static writeback.lab.channel.Replies.json;
import static writeback.lab.channel.Replies.number;
import static writeback.lab.channel.Replies.object;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What tests and the terminal client use to be one of the people; described in the lab's README. */
final class ToolRoutes {
    private static final int MOST_DELIVERIES = 100;
    private static final int MOST_MILLIS = 60_000;

    private final Conversations conversations;
    private final Activities activities;
    private final Presses presses;
    private final BotLink bot;

    ToolRoutes(Conversations conversations, Activities activities, Presses presses, BotLink bot) {
        this.conversations = conversations;
        this.activities = activities;
        this.presses = presses;
        this.bot = bot;
    }

    void addTo(RoutesConfig routes) {
        routes.put("/bot", this::connect);
        routes.post("/people/{name}/messages", this::say);
        routes.post("/people/{name}/presses", this::press);
        routes.post("/people/{name}/install", this::install);
        routes.post("/people/{name}/raw", this::raw);
        routes.get("/people/{name}/activities", this::activities);
        routes.get("/people/{name}/shown", this::shown);
    }

    private void connect(Context call) {
        bot.connect(URI.create(Json.text(object(call), "endpoint")));
        call.status(204);
    }

    private void say(Context call) {
        Conversation conversation = conversation(call);
        ObjectNode request = object(call);
        speak(conversation, request);
        // Nobody can write to an app that is not there; who writes without installing it here had it from an admin.
        conversation.install();
        ObjectNode activity = activities.message(conversation, Json.text(request, "text"));
        json(call, described(activity, bot.deliver(activity, deliveries(call))));
    }

    private void press(Context call) {
        Conversation conversation = conversation(call);
        ObjectNode request = object(call);
        speak(conversation, request);
        json(call, presses.press(conversation, request, deliveries(call)));
    }

    private void install(Context call) {
        Conversation conversation = conversation(call);
        Json.parse(call.bodyAsBytes()).ifPresent(request -> speak(conversation, request));
        conversation.install();
        List<BotAnswer> answers = new ArrayList<>();
        for (ObjectNode activity : activities.installation(conversation)) {
            answers.addAll(bot.deliver(activity, deliveries(call)));
        }
        json(call, described(Json.object(), answers));
    }

    /** The body's bytes as they are; {@code sign=false} sends them without a token. */
    private void raw(Context call) {
        conversation(call).install();
        byte[] body = call.bodyAsBytes();
        String claimed = Json.parse(body)
                .map(activity -> Json.text(activity, "serviceUrl"))
                .orElse("");
        boolean signed = !"false".equals(call.queryParam("sign"));
        json(call, bot.deliverRaw(body, signed ? claimed : null).described());
    }

    /** {@code wait=MILLIS} waits for the first new one. */
    private void activities(Context call) throws InterruptedException {
        Duration patience = Duration.ofMillis(number(call, "wait", 0, MOST_MILLIS));
        int since = number(call, "since", 0, Integer.MAX_VALUE);
        json(call, conversation(call).transcript().since(since, patience));
    }

    /** The messages as the person sees them now, oldest first, by id. */
    private void shown(Context call) {
        ObjectNode messages = Json.object();
        conversation(call).shown().forEach(messages::set);
        json(call, messages);
    }

    private Conversation conversation(Context call) {
        return conversations.of(call.pathParam("name"));
    }

    private static void speak(Conversation conversation, ObjectNode request) {
        String locale = Json.text(request, "locale");
        if (!locale.isEmpty()) {
            conversation.speak(locale);
        }
    }

    private static int deliveries(Context call) {
        return Math.max(1, number(call, "deliver", 1, MOST_DELIVERIES));
    }

    private static ObjectNode described(ObjectNode activity, List<BotAnswer> answers) {
        ObjectNode described = answers.get(0).described().put("id", Json.text(activity, "id"));
        ArrayNode all = described.putArray("answers");
        answers.forEach(answer -> all.add(answer.described()));
        return described;
    }
}
