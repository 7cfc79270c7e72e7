package writeback.relay.protocol.message;

import writeback.relay.protocol.json.MalformedMessageException;
import writeback.relay.protocol.json.ProtocolJson;

/**
 * The key with which the bot is going to command, type {@code wb-next-key+jwt}, signed with its present one. Nothing is
 * taken from it until a person at the relay's console has said yes.
 *
 * @param publicKey the public JWK
 */
public record NextCommandKey(String publicKey) {

    static final String TYPE = "wb-next-key+jwt";

    /** An announcement, sealed with the present key. */
    public static String seal(VerifyingKey next, SigningKey present) {
        return Envelope.seal(TYPE, ProtocolJson.write(new NextCommandKey(next.toPublicJwk())), present);
    }

    /** @param commandKeys the keys that may command */
    public static Opened<VerifyingKey> open(String text, CommandKeys commandKeys) {
        return Envelope.open(TYPE, text, commandKeys::withThumbprint).flatMap(signed -> {
            try {
                return new Opened.Verified<>(VerifyingKey.read(ProtocolJson.read(signed.payload(), NextCommandKey.class)
                        .publicKey()));
            } catch (MalformedMessageException e) {
                return Opened.rejected(Rejection.UNREADABLE, String.valueOf(e.getMessage()));
            } catch (IllegalArgumentException e) {
                return Opened.rejected(Rejection.UNREADABLE, "publicKey: " + e.getMessage());
            }
        });
    }
}
