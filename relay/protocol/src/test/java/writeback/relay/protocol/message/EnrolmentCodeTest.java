package writeback.relay.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentCodeTest {

    private static final VerifyingKey KEY = SigningKey.generate().verifyingKey();

    @Test
    void goesThroughItsText() {
        EnrolmentCode code = EnrolmentCode.make(KEY);

        assertThat(EnrolmentCode.parse("  " + code.text() + "\n")).contains(code);
        assertThat(code.commandKey()).isEqualTo(KEY.thumbprint());
    }

    @Test
    void isAnotherOneEachTimeAndKeepsItsSecretToItself() {
        EnrolmentCode one = EnrolmentCode.make(KEY);
        EnrolmentCode other = EnrolmentCode.make(KEY);

        assertThat(one.secret()).isNotEqualTo(other.secret());
        assertThat(one.id()).isNotEqualTo(other.id());
        assertThat(one.toString()).doesNotContain(one.secret());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "01234567.01234567890123456789012345", "0.1.2", "01234567..abc"})
    void anythingElseIsNone(String text) {
        assertThat(EnrolmentCode.parse(text)).isEmpty();
    }

    @Test
    void oneThatWasCutOffOrMistypedIsNone() {
        String text = EnrolmentCode.make(KEY).text();

        assertThat(EnrolmentCode.parse(text.substring(0, text.length() - 1))).isEmpty();
        assertThat(EnrolmentCode.parse("U" + text.substring(1))).isEmpty();
        assertThat(EnrolmentCode.parse(text + "A")).isEmpty();
    }
}
