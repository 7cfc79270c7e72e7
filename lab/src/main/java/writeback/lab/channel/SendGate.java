package writeback.lab.channel;

import io.javalin.http.Context;
import tools.jackson.databind.node.ObjectNode;

/** What each call of the bot must pass before anything is done with it. */
final class SendGate {
    private final BotTokenCheck tokens;
    private final ChannelFaults faults;
    private final SendRate rate;

    SendGate(BotTokenCheck tokens, ChannelFaults faults, SendRate rate) {
        this.tokens = tokens;
        this.faults = faults;
        this.rate = rate;
    }

    /** @throws Refusal 401 without a valid token of the bot */
    void authenticate(Context call) {
        tokens.objection(call.header("Authorization")).ifPresent(objection -> {
            throw new Refusal(401, "Unauthorized", objection);
        });
    }

    /**
     * Reads a message that is to appear in a conversation.
     *
     * @throws Refusal what somebody ordered as a fault; 429 above the rate; 413 and 400 for what Teams would not show
     */
    ObjectNode admit(Context call, String conversationId) {
        faults.next().ifPresent(status -> {
            throw new Refusal(status, "Ordered", "the lab was told to fail this send");
        });
        if (!rate.admits(conversationId)) {
            throw new Refusal(429, "TooManyRequests", "more than " + SendRate.LIMIT + " sends a second");
        }
        byte[] body = call.bodyAsBytes();
        CardRules.checkSize(body);
        ObjectNode activity =
                Json.parse(body).orElseThrow(() -> new Refusal(400, "BadSyntax", "the activity is no JSON object"));
        CardRules.checkCards(activity);
        return activity;
    }
}
