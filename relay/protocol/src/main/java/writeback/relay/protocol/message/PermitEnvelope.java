package writeback.relay.protocol.message;

import writeback.relay.protocol.json.MalformedMessageException;
import writeback.relay.protocol.json.ProtocolJson;

/**
 * A permit in its signed envelope, type {@code wb-permit+jwt}. It needs no expiry of its own: it is good for one fencing
 * number of one command, whose end stands in that command.
 *
 * @param audience id of the one agent that may start
 */
public record PermitEnvelope(String audience, StartPermit permit) {

    static final String TYPE = "wb-permit+jwt";

    /** Signs it with the bot's command key. */
    public static String seal(StartPermit permit, String agent, SigningKey commandKey) {
        return Envelope.seal(TYPE, ProtocolJson.write(new PermitEnvelope(agent, permit)), commandKey);
    }

    /**
     * Opens what the bot answered.
     *
     * @param agent id of the agent that opens it
     * @param commandKeys the keys that may command
     */
    public static Opened<StartPermit> open(String text, String agent, CommandKeys commandKeys) {
        return Envelope.open(TYPE, text, commandKeys::withThumbprint).flatMap(signed -> {
            PermitEnvelope envelope;
            try {
                envelope = ProtocolJson.read(signed.payload(), PermitEnvelope.class);
            } catch (MalformedMessageException e) {
                return Opened.rejected(Rejection.UNREADABLE, String.valueOf(e.getMessage()));
            }
            if (!agent.equals(envelope.audience())) {
                return Opened.rejected(Rejection.WRONG_AUDIENCE, "meant for agent " + envelope.audience());
            }
            return new Opened.Verified<>(envelope.permit());
        });
    }
}
