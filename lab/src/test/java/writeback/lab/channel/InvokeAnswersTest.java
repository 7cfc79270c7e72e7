package writeback.lab.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InvokeAnswersTest {
    private static final String GOOD =
            "{\"statusCode\":200,\"type\":\"application/vnd.microsoft.activity.message\",\"value\":\"done\"}";

    @Test
    void anAnswerWithinFiveSecondsIsUsedAndALaterOneDropped() {
        assertThat(objection(200, GOOD, 5000)).isEmpty();
        assertThat(objection(200, GOOD, 5001)).isEqualTo("later than 5 s");
    }

    @Test
    void anAnswerWithoutTheDocumentedShapeIsDropped() {
        assertThat(objection(500, GOOD, 10)).isEqualTo("HTTP status 500");
        assertThat(objection(200, "{}", 10)).isNotEmpty();
        assertThat(objection(200, "", 10)).isNotEmpty();
    }

    private static String objection(int status, String body, long millis) {
        return InvokeAnswers.objection(
                new BotAnswer(status, body.getBytes(StandardCharsets.UTF_8), Duration.ofMillis(millis)));
    }
}
