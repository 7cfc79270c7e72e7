package writeback.lab.channel;

import static writeback.lab.channel.Replies.json;
import static writeback.lab.channel.Replies.number;
import static writeback.lab.channel.Replies.object;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;
import writeback.lab.Person;

/**
 * Where a Microsoft 365 Agents Playground of one person attaches in place of the bot: what it sends is signed and goes
 * to the bot, what the bot sends passes the same checks as in the terminal conversations and goes to the Playground. A
 * Playground names its own connector in each activity, so it is known from its first word on.
 */
final class PlaygroundRoutes {
    private static final String OUT = "/connector/";

    private final Map<String, Playground> playgrounds = new TreeMap<>();
    private final SendGate gate;
    private final BotLink bot;
    private final Supplier<String> base;

    PlaygroundRoutes(List<Person> people, SendGate gate, BotLink bot, Clock clock, Supplier<String> base) {
        people.forEach(person -> playgrounds.put(person.name(), new Playground(person, new Transcript(clock))));
        this.gate = gate;
        this.bot = bot;
        this.base = base;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/playground/{name}/api/messages", this::fromPlayground);
        routes.get("/playground/{name}/activities", this::activities);
        routes.before(OUT + "*", gate::authenticate);
        routes.get(OUT + "{name}/v3/<rest>", this::fromBot);
        routes.post(OUT + "{name}/v3/<rest>", this::fromBot);
        routes.put(OUT + "{name}/v3/<rest>", this::fromBot);
        routes.delete(OUT + "{name}/v3/<rest>", this::fromBot);
    }

    private void fromPlayground(Context call) {
        Playground playground = playground(call);
        ObjectNode activity = playground.asOf(object(call), base.get() + OUT + call.pathParam("name"));
        BotAnswer answer = bot.deliver(activity, 1).get(0);
        if (Json.text(activity, "type").equals("invoke")) {
            String objection = InvokeAnswers.objection(answer);
            ObjectNode recorded = answer.described();
            if (!objection.isEmpty()) {
                recorded.put("dropped", objection);
            }
            playground.transcript().add(Transcript.Kind.INVOKE_RESPONSE, Json.text(activity, "replyToId"), recorded);
            if (!objection.isEmpty() && answer.status() == 200) {
                throw new Refusal(504, "InvokeAnswerDropped", objection);
            }
        }
        call.status(answer.status())
                .contentType("application/json; charset=utf-8")
                .result(answer.body());
    }

    private void fromBot(Context call) throws IOException, InterruptedException {
        Playground playground = playground(call);
        String rest = call.req().getRequestURI().substring((OUT + call.pathParam("name")).length());
        boolean sends = (call.method() == HandlerType.POST || call.method() == HandlerType.PUT)
                && rest.startsWith("/v3/conversations/");
        ObjectNode activity = sends ? gate.admit(call, call.pathParam("name") + rest.split("/")[3]) : Json.object();
        HttpResponse<byte[]> answer =
                playground.call(call.method().toString(), rest, call.queryString(), call.bodyAsBytes());
        if (sends && answer.statusCode() < 300) {
            boolean update = call.method() == HandlerType.PUT;
            String id = update
                    ? rest.substring(rest.lastIndexOf('/') + 1)
                    : Json.parse(answer.body())
                            .map(made -> Json.text(made, "id"))
                            .orElse("");
            playground.transcript().add(update ? Transcript.Kind.UPDATED : Transcript.Kind.SENT, id, activity);
        }
        call.status(answer.statusCode())
                .contentType(answer.headers().firstValue("Content-Type").orElse("application/json"))
                .result(answer.body());
    }

    private void activities(Context call) throws InterruptedException {
        Duration patience = Duration.ofMillis(number(call, "wait", 0, 60_000));
        int since = number(call, "since", 0, Integer.MAX_VALUE);
        json(call, playground(call).transcript().since(since, patience));
    }

    private Playground playground(Context call) {
        Playground found = playgrounds.get(call.pathParam("name"));
        if (found == null) {
            throw new Refusal(404, "NotFound", "nobody is called so; there are " + playgrounds.keySet());
        }
        return found;
    }
}
