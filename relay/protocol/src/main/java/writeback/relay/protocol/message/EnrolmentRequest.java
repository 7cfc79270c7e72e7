package writeback.relay.protocol.message;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.json.MalformedMessageException;
import writeback.relay.protocol.json.ProtocolJson;

/**
 * How a new relay introduces itself, type {@code wb-enrol+jwt}, to {@code POST /relay/v1/enrol}: signed with the very key
 * that it holds, so that nobody can register a key that is not their own.
 *
 * @param audience {@link Envelope#BOT}
 * @param code id of the {@link EnrolmentCode}
 * @param secret of the code
 * @param name for people; null: as the bot was told
 * @param publicKey the relay's public JWK
 * @param version of the agent
 * @param capabilities what it wants to be asked for
 * @param operations names of the operations it knows
 * @param permissions as in {@link PollRequest}; null when they are not settled yet
 */
public record EnrolmentRequest(
        String audience,
        String code,
        String secret,
        @Nullable String name,
        String publicKey,
        String version,
        List<String> capabilities,
        List<String> operations,
        @Nullable Map<String, String> permissions) {

    static final String TYPE = "wb-enrol+jwt";

    /** @param key whose public half is {@link #publicKey} */
    public String seal(SigningKey key) {
        return Envelope.seal(TYPE, ProtocolJson.write(this), key);
    }

    /** Opens what somebody posted of whom nothing is known but the key in it. */
    public static Opened<Presented> open(String text) {
        return Envelope.unverified(text).flatMap(EnrolmentRequest::read).flatMap(said -> Envelope.open(
                        TYPE, text, Envelope.only(said.key()))
                .flatMap(signed -> new Opened.Verified<>(said)));
    }

    private static Opened<Presented> read(String payload) {
        try {
            EnrolmentRequest request = ProtocolJson.read(payload, EnrolmentRequest.class);
            if (!Envelope.BOT.equals(request.audience())) {
                return Opened.rejected(Rejection.WRONG_AUDIENCE, "meant for " + request.audience());
            }
            return new Opened.Verified<>(new Presented(request, VerifyingKey.read(request.publicKey())));
        } catch (MalformedMessageException e) {
            return Opened.rejected(Rejection.UNREADABLE, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return Opened.rejected(Rejection.UNREADABLE, "publicKey: " + e.getMessage());
        }
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "EnrolmentRequest[" + code + "]";
    }

    /** A request and the key that signed it, which is the one in it. */
    public record Presented(EnrolmentRequest request, VerifyingKey key) {}
}
