package writeback.relay.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckAnswerTest {

    private static final SigningKey BOT = SigningKey.generate();
    private static final CheckRequest ASKED = new CheckRequest("nonce-1");
    private static final CheckAnswer ANSWER = new CheckAnswer(
            "agent-1", "nonce-1", Instant.parse("2026-11-22T12:00:00Z"), "tenant", "main", List.of("directory"));

    @Test
    void whatTheBotSignedForThisRequestIsRead() {
        assertThat(opened(ANSWER.seal(BOT), "agent-1", ASKED)).isEqualTo(new Opened.Verified<>(ANSWER));
    }

    @Test
    void anotherKeysWordIsNotTheBots() {
        assertThat(rejection(ANSWER.seal(SigningKey.generate()), "agent-1", ASKED))
                .isEqualTo(Rejection.UNKNOWN_KEY);
    }

    @Test
    void theAnswerToAnotherAgentOrToAnotherRequestIsNotTaken() {
        assertThat(rejection(ANSWER.seal(BOT), "agent-2", ASKED)).isEqualTo(Rejection.WRONG_AUDIENCE);
        assertThat(rejection(ANSWER.seal(BOT), "agent-1", new CheckRequest("nonce-2")))
                .isEqualTo(Rejection.REPLAYED);
    }

    @Test
    void aMessageOfAnotherKindIsNotTaken() {
        String permit = PermitEnvelope.seal(new StartPermit("command", 1), "agent-1", BOT);

        assertThat(rejection(permit, "agent-1", ASKED)).isEqualTo(Rejection.WRONG_TYPE);
        assertThat(rejection("<html>", "agent-1", ASKED)).isEqualTo(Rejection.MALFORMED);
    }

    private static Rejection rejection(String text, String agent, CheckRequest asked) {
        return ((Opened.Rejected<CheckAnswer>) opened(text, agent, asked)).code();
    }

    private static Opened<CheckAnswer> opened(String text, String agent, CheckRequest asked) {
        return CheckAnswer.open(text, agent, asked, BOT.verifyingKey());
    }
}
