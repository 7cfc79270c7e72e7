package writeback.lab.channel;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What the bot's messaging endpoint answered to one delivery. */
record BotAnswer(int status, byte[] body, Duration took) {
    /** Invoke answers after this are lost ("Respond to the dialog submit action"; cards are treated alike here). */
    static final Duration INVOKE_DEADLINE = Duration.ofSeconds(5);

    /** The body as JSON; as a JSON text when it is something else. */
    JsonNode content() {
        return Json.parse(body)
                .<JsonNode>map(parsed -> parsed)
                .orElseGet(() -> StringNode.valueOf(new String(body, StandardCharsets.UTF_8)));
    }

    boolean isLate() {
        return took.compareTo(INVOKE_DEADLINE) > 0;
    }

    /** {@code status}, {@code tookMillis}, and {@code body} when there is one. */
    ObjectNode described() {
        ObjectNode described = Json.object().put("status", status).put("tookMillis", took.toMillis());
        if (body.length > 0) {
            described.set("body", content());
        }
        return described;
    }
}
