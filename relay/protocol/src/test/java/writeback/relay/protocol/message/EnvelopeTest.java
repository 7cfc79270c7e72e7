package writeback.relay.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import writeback.relay.protocol.json.ProtocolJson;

class EnvelopeTest {

    private static final SigningKey BOT = SigningKey.generate();
    private static final SigningKey AGENT = SigningKey.generate();
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final Command command = new Command(
            "c-1",
            "tenant",
            "main",
            "directory",
            "set-minimum-password-age",
            1,
            3,
            NOW,
            NOW.plusSeconds(60),
            Map.of("account", "é\u202e"),
            new PlannedChange(
                    "change-1", "{}", "hash", 0, List.of(new Approval("tenant/b", "role", "hash", NOW, null))));

    private static final Heads HEADS =
            new Heads(new ChainHead(1042, "a".repeat(64)), new ChainHead(17, "0123456789abcdef".repeat(4)));

    private final Opened<CommandEnvelope> opened =
            new Opened.Verified<>(new CommandEnvelope("agent-1", command, HEADS));

    @Test
    void aCommandComesOutAsItWentIn() {
        String text = CommandEnvelope.seal(command, "agent-1", HEADS, BOT);

        assertThat(CommandEnvelope.open(text, "agent-1", BOT.verifyingKey())).isEqualTo(opened);
    }

    @Test
    void aReplyComesOutAsItWentIn() {
        Reply reply = new Reply("c-1", 3, NOW, "0.1.0", new Outcome.Failed("precondition-failed", "found 2 days"));
        String text = ReplyEnvelope.seal(reply, "agent-1", "tenant", "main", HEADS.journal(), AGENT);

        assertThat(ReplyEnvelope.open(text, "agent-1", AGENT.verifyingKey()))
                .isEqualTo(new Opened.Verified<>(
                        new ReplyEnvelope(Envelope.BOT, "agent-1", "tenant", "main", reply, HEADS.journal())));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "audience",
                "id",
                "tenant",
                "premises",
                "capability",
                "operation",
                "operationVersion",
                "fence",
                "issuedAt",
                "expiresAt",
                "arguments",
                "changeId",
                "plan",
                "hash",
                "actionIndex",
                "approvals",
                "person"
            })
    void aFieldThatWasChangedOnTheWayIsNoticed(String field) throws ParseException {
        String text = CommandEnvelope.seal(command, "agent-1", HEADS, BOT);
        JWSObject jws = JWSObject.parse(text);
        String payload = jws.getPayload().toString();
        assertThat(payload).contains("\"" + field + "\":");
        String changed = payload.replaceFirst("\"" + field + "\":", "\"" + field + "x\":");
        String forged = jws.getHeader().toBase64URL() + "." + Base64URL.encode(changed) + "." + jws.getSignature();

        assertThat(code(CommandEnvelope.open(forged, "agent-1", BOT.verifyingKey())))
                .isEqualTo(Rejection.BAD_SIGNATURE);
    }

    @Test
    void aSignatureThatWasChangedIsNoticed() throws ParseException {
        JWSObject jws = JWSObject.parse(CommandEnvelope.seal(command, "agent-1", HEADS, BOT));
        byte[] signature = jws.getSignature().decode();
        signature[10] ^= 1;
        String forged = jws.getHeader().toBase64URL() + "." + jws.getPayload().toBase64URL() + "."
                + Base64URL.encode(signature);

        assertThat(code(CommandEnvelope.open(forged, "agent-1", BOT.verifyingKey())))
                .isEqualTo(Rejection.BAD_SIGNATURE);
    }

    @Test
    void anotherKeyIsNotTheBot() {
        String text = CommandEnvelope.seal(command, "agent-1", HEADS, AGENT);

        assertThat(code(CommandEnvelope.open(text, "agent-1", BOT.verifyingKey())))
                .isEqualTo(Rejection.UNKNOWN_KEY);
    }

    @Test
    void anotherKeyUnderTheBotsNameIsNotTheBot() throws JOSEException {
        ECKey stranger = new ECKeyGenerator(Curve.P_256).generate();
        JWSObject jws = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType(CommandEnvelope.TYPE))
                        .keyID(BOT.verifyingKey().thumbprint())
                        .jwk(stranger.toPublicJWK())
                        .build(),
                new Payload(ProtocolJson.write(new CommandEnvelope("agent-1", command, HEADS))));
        jws.sign(new ECDSASigner(stranger));

        assertThat(code(CommandEnvelope.open(jws.serialize(), "agent-1", BOT.verifyingKey())))
                .isEqualTo(Rejection.BAD_SIGNATURE);
    }

    @Test
    void anotherAlgorithmIsRefusedEvenWithThePublicKeyAsSecret() throws JOSEException {
        JWSObject jws = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType(CommandEnvelope.TYPE))
                        .keyID(BOT.verifyingKey().thumbprint())
                        .build(),
                new Payload(ProtocolJson.write(new CommandEnvelope("agent-1", command, HEADS))));
        jws.sign(new MACSigner(BOT.verifyingKey().toPublicJwk().getBytes(StandardCharsets.UTF_8)));

        assertThat(code(CommandEnvelope.open(jws.serialize(), "agent-1", BOT.verifyingKey())))
                .isEqualTo(Rejection.WRONG_ALGORITHM);
    }

    @Test
    void anUnsignedCommandIsRefused() {
        String payload = ProtocolJson.write(new CommandEnvelope("agent-1", command, HEADS));
        String text = Base64URL.encode("{\"alg\":\"none\",\"typ\":\"" + CommandEnvelope.TYPE + "\"}") + "."
                + Base64URL.encode(payload) + ".";

        assertThat(code(CommandEnvelope.open(text, "agent-1", BOT.verifyingKey())))
                .isEqualTo(Rejection.WRONG_ALGORITHM);
    }

    @Test
    void anEnvelopeOfAnotherKindIsRefusedThoughTheKeyIsRight() {
        Reply reply = new Reply("c-1", 3, NOW, "0.1.0", new Outcome.Done("{}"));
        String text = ReplyEnvelope.seal(reply, "agent-1", "tenant", "main", HEADS.journal(), BOT);

        assertThat(code(CommandEnvelope.open(text, "agent-1", BOT.verifyingKey())))
                .isEqualTo(Rejection.WRONG_TYPE);
    }

    @Test
    void aCommandForAnotherAgentIsRefused() {
        String text = CommandEnvelope.seal(command, "agent-2", HEADS, BOT);

        assertThat(code(CommandEnvelope.open(text, "agent-1", BOT.verifyingKey())))
                .isEqualTo(Rejection.WRONG_AUDIENCE);
    }

    @Test
    void aReplyInAnotherAgentsNameIsRefused() {
        Reply reply = new Reply("c-1", 3, NOW, "0.1.0", new Outcome.Done("{}"));
        String text = ReplyEnvelope.seal(reply, "agent-2", "tenant", "main", HEADS.journal(), AGENT);

        assertThat(code(ReplyEnvelope.open(text, "agent-1", AGENT.verifyingKey())))
                .isEqualTo(Rejection.WRONG_AUDIENCE);
    }

    @Test
    void aNewersExtraFieldIsIgnored() {
        String text = signed(json -> json.replaceFirst("\\{\"audience\"", "{\"novelty\":{\"a\":1},\"audience\""));

        assertThat(CommandEnvelope.open(text, "agent-1", BOT.verifyingKey())).isEqualTo(opened);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "audience", "id", "tenant", "premises", "capability", "operation", "operationVersion", "fence",
                "issuedAt", "expiresAt", "arguments", "changeId", "plan", "hash", "actionIndex", "approvals"
            })
    void aSignedCommandThatLacksAFieldIsUnreadable(String field) {
        String text = signed(json -> json.replaceFirst("\"" + field + "\":", "\"" + field + "x\":"));

        assertThat(code(CommandEnvelope.open(text, "agent-1", BOT.verifyingKey())))
                .isEqualTo(Rejection.UNREADABLE);
    }

    @Test
    void anOlderPeerSaysNothingOfTrails() {
        String older = signed(json -> json.replaceFirst(",\"heads\":\\{.*}}", "}"));
        Reply reply = new Reply("c-1", 3, NOW, "0.1.0", new Outcome.Done("{}"));
        String reading = Envelope.seal(
                ReplyEnvelope.TYPE,
                ProtocolJson.write(new ReplyEnvelope(Envelope.BOT, "agent-1", "tenant", "main", reply, null))
                        .replace(",\"journal\":null", ""),
                AGENT);

        assertThat(CommandEnvelope.open(older, "agent-1", BOT.verifyingKey()))
                .isEqualTo(new Opened.Verified<>(new CommandEnvelope("agent-1", command, null)));
        assertThat(ReplyEnvelope.open(reading, "agent-1", AGENT.verifyingKey()))
                .isEqualTo(new Opened.Verified<>(
                        new ReplyEnvelope(Envelope.BOT, "agent-1", "tenant", "main", reply, null)));
    }

    @Test
    void aHeadIsCitedAsTextAndReadBack() {
        ChainHead head = new ChainHead(17, "0123456789abcdef".repeat(4));

        assertThat(ChainHead.parse(head.text())).hasValue(head);
        assertThat(head.plausible()).isTrue();
        for (String wrong : new String[] {
            "",
            ":",
            "17",
            "0:" + head.hash(),
            "-1:" + head.hash(),
            "17:" + head.hash() + "0",
            "17:X",
            "9999999999999999999:" + head.hash()
        }) {
            assertThat(ChainHead.parse(wrong)).as(wrong).isEmpty();
        }
        assertThat(new ChainHead(0, "").plausible()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "a.b", "{}", "e30.e30.e30", "\u0000", "....."})
    void rubbishIsMalformed(String text) {
        assertThat(code(CommandEnvelope.open(text, "agent-1", BOT.verifyingKey())))
                .isIn(Rejection.MALFORMED, Rejection.WRONG_ALGORITHM);
    }

    @Test
    void whatIsTooLargeIsNotEvenParsed() {
        assertThat(code(ReplyEnvelope.open("a".repeat(Envelope.LARGEST + 1), "agent-1", AGENT.verifyingKey())))
                .isEqualTo(Rejection.TOO_LARGE);
    }

    @Test
    void aKeySurvivesItsFile() {
        SigningKey again = SigningKey.read(BOT.toPrivateJwk());
        VerifyingKey open = VerifyingKey.read(BOT.verifyingKey().toPublicJwk());

        assertThat(CommandEnvelope.open(CommandEnvelope.seal(command, "agent-1", HEADS, again), "agent-1", open))
                .isEqualTo(opened);
        assertThat(open.toPublicJwk()).doesNotContain("\"d\"");
        assertThat(BOT.toString()).doesNotContain("\"d\"");
    }

    @Test
    void theWrongHalfOfAKeyIsNoticed() {
        assertThatThrownBy(() -> SigningKey.read(BOT.verifyingKey().toPublicJwk()))
                .hasMessageContaining("private key is needed");
        assertThatThrownBy(() -> VerifyingKey.read(BOT.toPrivateJwk())).hasMessageContaining("public half only");
        assertThatThrownBy(() -> SigningKey.read("{\"kty\":\"EC\",\"d\":\"secret\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aKeyOnAnotherCurveIsRefused() throws JOSEException {
        String other = new ECKeyGenerator(Curve.P_384).generate().toJSONString();

        assertThatThrownBy(() -> SigningKey.read(other)).hasMessageContaining("P-384");
        assertThatThrownBy(() -> VerifyingKey.read(other)).hasMessageContaining("P-384");
    }

    private String signed(UnaryOperator<String> edit) {
        String json = ProtocolJson.write(new CommandEnvelope("agent-1", command, HEADS));
        String edited = edit.apply(json);
        assertThat(edited).isNotEqualTo(json);
        return Envelope.seal(CommandEnvelope.TYPE, edited, BOT);
    }

    static Rejection code(Opened<?> opened) {
        assertThat(opened).isInstanceOf(Opened.Rejected.class);
        return ((Opened.Rejected<?>) opened).code();
    }
}
