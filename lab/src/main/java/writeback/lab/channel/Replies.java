package writeback.lab.channel;

import io.javalin.http.Context;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reading and answering HTTP calls. */
final class Replies {
    private Replies() {}

    /** @throws Refusal 400 when the body is no JSON object */
    static ObjectNode object(Context call) {
        return Json.parse(call.bodyAsBytes())
                .orElseThrow(() -> new Refusal(400, "BadSyntax", "the body is no JSON object"));
    }

    static void json(Context call, JsonNode answer) {
        call.contentType("application/json; charset=utf-8").result(Json.bytes(answer));
    }

    /** A whole number of the query, within bounds. */
    static int number(Context call, String name, int fallback, int most) {
        String text = call.queryParam(name);
        if (text == null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // answered below like a number out of bounds
        }
        throw new Refusal(400, "BadArgument", name + " must be a number from 0 to " + most);
    }
}
