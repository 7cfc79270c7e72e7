package writeback.relay.protocol.message;

import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.json.MalformedMessageException;
import writeback.relay.protocol.json.ProtocolJson;

/**
 * A reply in its signed envelope, type {@code wb-reply+jwt}. The signature says which agent speaks; whether that agent was
 * asked, and under that fencing number, is for the reader to check.
 *
 * @param audience {@link Envelope#BOT}
 * @param agent id of the agent that answers
 * @param tenant the agent's tenant
 * @param premises the agent's premises
 * @param journal newest line of the agent's journal; null from one that has none, or cannot rely on it
 */
public record ReplyEnvelope(
        String audience, String agent, String tenant, String premises, Reply reply, @Nullable ChainHead journal) {

    static final String TYPE = "wb-reply+jwt";

    /** Signs it with the agent's key. */
    public static String seal(
            Reply reply,
            String agent,
            String tenant,
            String premises,
            @Nullable ChainHead journal,
            SigningKey agentKey) {
        ReplyEnvelope envelope = new ReplyEnvelope(Envelope.BOT, agent, tenant, premises, reply, journal);
        return Envelope.seal(TYPE, ProtocolJson.write(envelope), agentKey);
    }

    /**
     * Opens what an agent posted.
     *
     * @param agent id of the agent that is known to be on the line
     * @param agentKey that agent's key
     */
    public static Opened<ReplyEnvelope> open(String text, String agent, VerifyingKey agentKey) {
        return Envelope.open(TYPE, text, Envelope.only(agentKey)).flatMap(signed -> {
            ReplyEnvelope envelope;
            try {
                envelope = ProtocolJson.read(signed.payload(), ReplyEnvelope.class);
            } catch (MalformedMessageException e) {
                return Opened.rejected(Rejection.UNREADABLE, String.valueOf(e.getMessage()));
            }
            if (!Envelope.BOT.equals(envelope.audience())) {
                return Opened.rejected(Rejection.WRONG_AUDIENCE, "meant for " + envelope.audience());
            }
            if (!agent.equals(envelope.agent())) {
                return Opened.rejected(Rejection.WRONG_AUDIENCE, "says it is from " + envelope.agent());
            }
            return new Opened.Verified<>(envelope);
        });
    }
}
