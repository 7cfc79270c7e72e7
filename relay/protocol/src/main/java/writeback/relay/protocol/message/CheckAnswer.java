package writeback.relay.protocol.message;

import java.time.Instant;
import java.util.List;
import writeback.relay.protocol.json.MalformedMessageException;
import writeback.relay.protocol.json.ProtocolJson;

/**
 * The bot's word that it takes an agent, type {@code wb-check+jwt}, signed with its command key.
 *
 * @param audience id of the agent that asked
 * @param nonce of its {@link CheckRequest}
 * @param at the bot's own time
 * @param tenant whose bot it is; commands for another one are refused by the agent
 * @param capabilities what the agent is registered for
 */
public record CheckAnswer(
        String audience, String nonce, Instant at, String tenant, String premises, List<String> capabilities) {

    static final String TYPE = "wb-check+jwt";

    /** Signs it with the bot's command key. */
    public String seal(SigningKey commandKey) {
        return Envelope.seal(TYPE, ProtocolJson.write(this), commandKey);
    }

    /**
     * Opens what the bot answered.
     *
     * @param agent id of the agent that asked
     * @param asked what it asked
     * @param commandKeys the keys that may command
     */
    public static Opened<CheckAnswer> open(String text, String agent, CheckRequest asked, CommandKeys commandKeys) {
        return Envelope.open(TYPE, text, commandKeys::withThumbprint).flatMap(signed -> {
            CheckAnswer answer;
            try {
                answer = ProtocolJson.read(signed.payload(), CheckAnswer.class);
            } catch (MalformedMessageException e) {
                return Opened.rejected(Rejection.UNREADABLE, String.valueOf(e.getMessage()));
            }
            if (!agent.equals(answer.audience())) {
                return Opened.rejected(Rejection.WRONG_AUDIENCE, "meant for agent " + answer.audience());
            }
            return asked.nonce().equals(answer.nonce())
                    ? new Opened.Verified<>(answer)
                    : Opened.rejected(Rejection.REPLAYED, "the answer to another request");
        });
    }
}
