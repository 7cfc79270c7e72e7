package writeback.relay.protocol.message;

import writeback.relay.protocol.json.MalformedMessageException;
import writeback.relay.protocol.json.ProtocolJson;

/**
 * The bot's word that a relay's key is registered, type {@code wb-enrolled+jwt}, signed with its command key: the answer to
 * an {@link EnrolmentRequest}, after which the relay still waits for a person's confirmation, and to a {@link KeyRenewal}.
 *
 * @param relay the relay's id, made by the bot
 * @param key thumbprint of the relay's key
 */
public record Enrolled(String relay, String tenant, String premises, String key) {

    static final String TYPE = "wb-enrolled+jwt";

    public String seal(SigningKey commandKey) {
        return Envelope.seal(TYPE, ProtocolJson.write(this), commandKey);
    }

    /**
     * Opens the bot's answer.
     *
     * @param own the key that was to be registered
     * @param commandKeys the keys that may command
     */
    public static Opened<Enrolled> open(String text, VerifyingKey own, CommandKeys commandKeys) {
        return Envelope.open(TYPE, text, commandKeys::withThumbprint).flatMap(signed -> {
            try {
                Enrolled enrolled = ProtocolJson.read(signed.payload(), Enrolled.class);
                return enrolled.key().equals(own.thumbprint())
                        ? new Opened.Verified<>(enrolled)
                        : Opened.rejected(Rejection.WRONG_AUDIENCE, "it is about key " + enrolled.key());
            } catch (MalformedMessageException e) {
                return Opened.rejected(Rejection.UNREADABLE, String.valueOf(e.getMessage()));
            }
        });
    }
}
