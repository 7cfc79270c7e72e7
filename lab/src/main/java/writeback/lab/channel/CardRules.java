package writeback.lab.channel;

import tools.jackson.databind.JsonNode;

/**
 * What Teams accepts of a message: at most 28 KB, and Adaptive Cards that name a version no newer than 1.5 ("Types of
 * cards"; Teams' mobile clients drop others silently, which is why the channel refuses them loudly).
 */
final class CardRules {
    static final int MAX_BYTES = 28 * 1024;
    static final String ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive";

    private CardRules() {}

    /** @throws Refusal 413 when the message is too large */
    static void checkSize(byte[] message) {
        if (message.length > MAX_BYTES) {
            throw new Refusal(
                    413, "MessageSizeTooBig", "message of " + message.length + " bytes; the limit is " + MAX_BYTES);
        }
    }

    /** @throws Refusal 400 when one of the activity's cards breaks a rule */
    static void checkCards(JsonNode activity) {
        for (JsonNode attachment : activity.path("attachments")) {
            if (Json.text(attachment, "contentType").equals(ADAPTIVE_CARD)) {
                checkCard(attachment.path("content"));
            }
        }
    }

    /** @throws Refusal 400 when the card breaks a rule */
    static void checkCard(JsonNode card) {
        if (!Json.text(card, "type").equals("AdaptiveCard")) {
            throw new Refusal(400, "BadSyntax", "the attachment's content is no AdaptiveCard");
        }
        String version = Json.text(card, "version");
        if (!version.matches("1\\.[0-5]")) {
            throw new Refusal(
                    400,
                    "BadSyntax",
                    version.isEmpty() ? "the card names no version" : "card version " + version + " is above 1.5");
        }
    }
}
