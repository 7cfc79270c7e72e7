package writeback.lab.channel;

import static writeback.lab.channel.Replies.json;
import static writeback.lab.channel.Replies.object;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import writeback.lab.Person;

/** The connector service of the terminal conversations ("Bot Framework REST: Connector"). */
final class ConnectorRoutes {
    /** Below the channel's base; the service URL ends with a slash as Teams' does. */
    static final String PATH = "/teams/";

    private static final String CONVERSATIONS = PATH + "v3/conversations";
    private static final String ACTIVITIES = CONVERSATIONS + "/{conversation}/activities";
    private static final String ACTIVITY = ACTIVITIES + "/{activity}";
    private static final String MEMBERS = CONVERSATIONS + "/{conversation}/members";

    private final Conversations conversations;
    private final SendGate gate;

    ConnectorRoutes(Conversations conversations, SendGate gate) {
        this.conversations = conversations;
        this.gate = gate;
    }

    void addTo(RoutesConfig routes) {
        routes.before(PATH + "*", gate::authenticate);
        routes.post(CONVERSATIONS, this::create);
        routes.post(ACTIVITIES, this::send);
        routes.post(ACTIVITY, this::send);
        routes.put(ACTIVITY, this::update);
        routes.delete(ACTIVITY, this::delete);
        routes.get(ACTIVITY + "/members", this::members);
        routes.get(MEMBERS, this::members);
        routes.get(MEMBERS + "/{member}", this::member);
        routes.get(CONVERSATIONS + "/{conversation}/pagedmembers", this::pagedMembers);
    }

    private void create(Context call) {
        ObjectNode request = object(call);
        if (request.path("isGroup").asBoolean(false) || request.path("members").size() != 1) {
            throw new Refusal(400, "BadSyntax", "only personal conversations with one member can be made here");
        }
        Conversation conversation =
                conversations.openFor(Json.text(request.path("members").get(0), "id"));
        ObjectNode answer = Json.object().put("id", conversation.id());
        if (request.path("activity") instanceof ObjectNode first) {
            ObjectNode admitted = gate.admit(call, conversation.id());
            CardRules.checkCards(admitted.path("activity"));
            answer.put("activityId", conversation.show(first));
        }
        json(call.status(201), answer);
    }

    private void send(Context call) {
        Conversation conversation = conversation(call);
        ObjectNode activity = gate.admit(call, conversation.id());
        json(call.status(201), Json.object().put("id", conversation.show(activity)));
    }

    private void update(Context call) {
        Conversation conversation = conversation(call);
        ObjectNode activity = gate.admit(call, conversation.id());
        String id = call.pathParam("activity");
        requireKnown(conversation.update(id, activity));
        json(call, Json.object().put("id", id));
    }

    private void delete(Context call) {
        requireKnown(conversation(call).delete(call.pathParam("activity")));
        call.status(200);
    }

    private void members(Context call) {
        json(call, Json.array().add(described(conversation(call).person())));
    }

    private void pagedMembers(Context call) {
        ObjectNode page = Json.object();
        page.putArray("members").add(described(conversation(call).person()));
        json(call, page);
    }

    private void member(Context call) {
        Person person = conversation(call).person();
        if (!Conversations.isMember(person, call.pathParam("member"))) {
            throw new Refusal(404, "MemberNotFoundInConversation", "Member not found in conversation.");
        }
        json(call, described(person));
    }

    private Conversation conversation(Context call) {
        return conversations.open(call.pathParam("conversation"));
    }

    private static void requireKnown(boolean known) {
        if (!known) {
            throw new Refusal(404, "ActivityNotFoundInConversation", "There is no such message any more.");
        }
    }

    private static JsonNode described(Person person) {
        String[] names = person.displayName().split(" ", 2);
        return Json.object()
                .put("id", person.botUserId())
                .put("name", person.displayName())
                .put("aadObjectId", person.aadObjectId())
                .put("givenName", names[0])
                .put("surname", names[names.length - 1])
                .put("email", person.userPrincipalName())
                .put("userPrincipalName", person.userPrincipalName())
                .put("tenantId", person.tenantId())
                .put("userRole", person.isGuest() ? "guest" : "user");
    }
}
