package writeback.relay.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.relay.protocol.message.EnvelopeTest.code;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollTokenTest {

    private static final SigningKey AGENT = SigningKey.generate();
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void aTokenSaysWhoAsksAndIsGoodForOneRequest() {
        PollToken first = opened(PollToken.mint("agent-1", AGENT, CLOCK));
        PollToken second = opened(PollToken.mint("agent-1", AGENT, CLOCK));

        assertThat(first.agent()).isEqualTo("agent-1");
        assertThat(first.expiresAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(first.id()).isNotEqualTo(second.id());
    }

    @Test
    void theKeyThatSignedIsTold() {
        Opened<PollToken.Presented> opened = open(PollToken.mint("agent-1", AGENT, CLOCK), CLOCK);

        assertThat(((Opened.Verified<PollToken.Presented>) opened).content().key())
                .isEqualTo(AGENT.verifyingKey());
    }

    @ParameterizedTest(name = "the bot's clock is {0} apart: {1}")
    @CsvSource({"PT5M59S, ", "PT6M1S, EXPIRED", "-PT4M59S, ", "-PT5M1S, NOT_YET_ISSUED"})
    void clocksMayBeFiveMinutesApart(Duration apart, Rejection expected) {
        Opened<PollToken.Presented> opened = open(PollToken.mint("agent-1", AGENT, CLOCK), Clock.offset(CLOCK, apart));

        if (expected == null) {
            assertThat(opened).isInstanceOf(Opened.Verified.class);
        } else {
            assertThat(code(opened)).isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'iss':'a','aud':'writeback-bot','iat':1795341600,'exp':1795341661,'jti':'1'} | UNREADABLE",
                "{'aud':'writeback-bot','iat':1795341600,'exp':1795341660,'jti':'1'} | UNREADABLE",
                "{'iss':'a','iat':1795341600,'exp':1795341660,'jti':'1'} | WRONG_AUDIENCE",
                "{'iss':'a','aud':'other','iat':1795341600,'exp':1795341660,'jti':'1'} | WRONG_AUDIENCE",
                "{'iss':'a','aud':'writeback-bot','exp':1795341660,'jti':'1'} | UNREADABLE",
                "{'iss':'a','aud':'writeback-bot','iat':1795341600,'jti':'1'} | UNREADABLE",
                "{'iss':'a','aud':'writeback-bot','iat':1795341600,'exp':1795341660} | UNREADABLE",
                "{'iss':7,'aud':'writeback-bot','iat':'x','exp':1795341660,'jti':'1'} | UNREADABLE",
                "[] | UNREADABLE"
            })
    void aSignedTokenThatLacksSomethingIsRefused(String claims, Rejection expected) {
        String text = Envelope.seal(PollToken.TYPE, claims.replace('\'', '"'), AGENT);

        assertThat(code(open(text, CLOCK))).isEqualTo(expected);
    }

    @Test
    void aReplyIsNoToken() {
        Reply reply = new Reply("c-1", 3, NOW, "0.1.0", new Outcome.Done("{}"));

        assertThat(code(open(ReplyEnvelope.seal(reply, "agent-1", "t", "main", null, AGENT), CLOCK)))
                .isEqualTo(Rejection.WRONG_TYPE);
    }

    @Test
    void anUnregisteredKeyIsUnknown() {
        assertThat(code(open(PollToken.mint("agent-1", SigningKey.generate(), CLOCK), CLOCK)))
                .isEqualTo(Rejection.UNKNOWN_KEY);
    }

    private static Opened<PollToken.Presented> open(String text, Clock clock) {
        return PollToken.open(text, Envelope.only(AGENT.verifyingKey()), clock);
    }

    private static PollToken opened(String text) {
        return ((Opened.Verified<PollToken.Presented>) open(text, CLOCK))
                .content()
                .token();
    }
}
