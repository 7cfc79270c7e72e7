package writeback.lab.channel;

import tools.jackson.databind.JsonNode;

/** Whether Teams would do anything with an answer to {@code adaptiveCard/action}. */
final class InvokeAnswers {
    private InvokeAnswers() {}

    /** Why the answer is dropped and the person reads "Something went wrong"; empty when it is used. */
    static String objection(BotAnswer answer) {
        if (answer.isLate()) {
            return "later than " + BotAnswer.INVOKE_DEADLINE.toSeconds() + " s";
        }
        if (answer.status() != 200) {
            return "HTTP status " + answer.status();
        }
        JsonNode content = answer.content();
        if (!content.path("statusCode").isInt() || Json.text(content, "type").isEmpty()) {
            return "no statusCode or no type";
        }
        if (Json.text(content, "type").equals(CardRules.ADAPTIVE_CARD)) {
            try {
                CardRules.checkSize(answer.body());
                CardRules.checkCard(content.path("value"));
            } catch (Refusal broken) {
                return String.valueOf(broken.getMessage());
            }
        }
        return "";
    }
}
