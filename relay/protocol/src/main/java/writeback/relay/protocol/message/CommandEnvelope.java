package writeback.relay.protocol.message;

import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.json.MalformedMessageException;
import writeback.relay.protocol.json.ProtocolJson;

/**
 * A command in its signed envelope, type {@code wb-command+jwt}. Tenant, premises, expiry, id and fencing number stand in
 * the signed command itself; time is for the agent's guard to judge, which knows what the operation does.
 *
 * @param audience id of the one agent that it is handed to
 * @param heads null from a bot that does not tell
 */
public record CommandEnvelope(String audience, Command command, @Nullable Heads heads) {

    static final String TYPE = "wb-command+jwt";

    /** Signs it with the bot's command key. */
    public static String seal(Command command, String agent, Heads heads, SigningKey commandKey) {
        return Envelope.seal(TYPE, ProtocolJson.write(new CommandEnvelope(agent, command, heads)), commandKey);
    }

    /**
     * Opens what the bot handed out. A field that is not known is ignored; one that is missing makes it unreadable.
     *
     * @param agent id of the agent that opens it
     * @param commandKeys the keys that may command
     */
    public static Opened<CommandEnvelope> open(String text, String agent, CommandKeys commandKeys) {
        return Envelope.open(TYPE, text, commandKeys::withThumbprint).flatMap(signed -> {
            CommandEnvelope envelope;
            try {
                envelope = ProtocolJson.read(signed.payload(), CommandEnvelope.class);
            } catch (MalformedMessageException e) {
                return Opened.rejected(Rejection.UNREADABLE, String.valueOf(e.getMessage()));
            }
            if (!agent.equals(envelope.audience())) {
                return Opened.rejected(Rejection.WRONG_AUDIENCE, "meant for agent " + envelope.audience());
            }
            commandKeys.commanded(signed.key());
            return new Opened.Verified<>(envelope);
        });
    }
}
