package writeback.relay.protocol.message;

import java.util.Optional;
import java.util.function.Function;
import writeback.relay.protocol.json.MalformedMessageException;
import writeback.relay.protocol.json.ProtocolJson;

/**
 * A relay's next key, type {@code wb-renewal+jwt}, to {@code POST /relay/v1/key}: signed with its present key, and holding
 * a proof, type {@code wb-new-key+jwt}, signed with the next one. It names both keys, so that it can be sent again without
 * harm and never leads back.
 *
 * @param audience {@link Envelope#BOT}
 * @param relay its id
 * @param publicKey the next public JWK
 * @param proof a {@link Proof}, sealed
 */
public record KeyRenewal(String audience, String relay, String publicKey, String proof) {

    static final String TYPE = "wb-renewal+jwt";
    static final String PROOF_TYPE = "wb-new-key+jwt";

    /** A renewal, sealed. */
    public static String seal(String relay, SigningKey present, SigningKey next) {
        Proof proof = new Proof(Envelope.BOT, relay, present.verifyingKey().thumbprint());
        KeyRenewal renewal = new KeyRenewal(
                Envelope.BOT,
                relay,
                next.verifyingKey().toPublicJwk(),
                Envelope.seal(PROOF_TYPE, ProtocolJson.write(proof), next));
        return Envelope.seal(TYPE, ProtocolJson.write(renewal), present);
    }

    /** @param keys the registered key of a relay for its thumbprint, be it the present or the one before */
    public static Opened<Presented> open(String text, Function<String, Optional<VerifyingKey>> keys) {
        return Envelope.open(TYPE, text, keys).flatMap(signed -> {
            try {
                return proven(ProtocolJson.read(signed.payload(), KeyRenewal.class), signed.key());
            } catch (MalformedMessageException e) {
                return Opened.rejected(Rejection.UNREADABLE, String.valueOf(e.getMessage()));
            } catch (IllegalArgumentException e) {
                return Opened.rejected(Rejection.UNREADABLE, "publicKey: " + e.getMessage());
            }
        });
    }

    private static Opened<Presented> proven(KeyRenewal renewal, VerifyingKey present) {
        VerifyingKey next = VerifyingKey.read(renewal.publicKey());
        Proof wanted = new Proof(Envelope.BOT, renewal.relay(), present.thumbprint());
        return Envelope.open(PROOF_TYPE, renewal.proof(), Envelope.only(next))
                .flatMap(signed ->
                        ProtocolJson.read(signed.payload(), Proof.class).equals(wanted)
                                        && Envelope.BOT.equals(renewal.audience())
                                ? new Opened.Verified<>(new Presented(renewal.relay(), present, next))
                                : Opened.rejected(Rejection.WRONG_AUDIENCE, "the proof is for something else"));
    }

    /**
     * That the next key's holder wants it to follow that one.
     *
     * @param present thumbprint of the key that it follows
     */
    public record Proof(String audience, String relay, String present) {}

    /** Who wants which key to follow which. */
    public record Presented(String relay, VerifyingKey present, VerifyingKey next) {}
}
