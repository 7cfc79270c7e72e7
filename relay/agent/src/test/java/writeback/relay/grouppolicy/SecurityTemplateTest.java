package writeback.relay.grouppolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityTemplateTest {

    private static final String REAL = "[Unicode]\r\nUnicode=yes\r\n[System Access]\r\nMinimumPasswordAge = 1\r\n"
            + "MaximumPasswordAge = 42\r\nMinimumPasswordLength = 7\r\n[Kerberos Policy]\r\nMaxTicketAge = 10\r\n"
            + "[Version]\r\nsignature=\"$CHICAGO$\"\r\nRevision=1\r\n";

    @ParameterizedTest
    @EnumSource
    void theAgeIsReadInEveryEncoding(PolicyText.Encoding encoding) throws MalformedPolicyException {
        SecurityTemplate template = SecurityTemplate.read(new PolicyText(encoding, REAL).bytes());

        assertThat(template.minimumPasswordAgeDays()).isEqualTo(1);
        assertThat(PolicyText.read(template.withMinimumPasswordAge(0).bytes()))
                .isEqualTo(new PolicyText(
                        encoding, REAL.replace("MinimumPasswordAge = 1\r\n", "MinimumPasswordAge = 0\r\n")));
    }

    @Test
    void onlyTheOneValueChangesWhateverIsAroundIt() throws MalformedPolicyException {
        Random random = new Random(20261122);
        for (int round = 0; round < 3000; round++) {
            RandomTemplate made = RandomTemplate.make(random);
            PolicyText.Encoding encoding =
                    PolicyText.Encoding.values()[random.nextInt(PolicyText.Encoding.values().length)];
            byte[] bytes = new PolicyText(encoding, made.with(made.days())).bytes();
            SecurityTemplate template = SecurityTemplate.read(bytes);

            assertThat(template.bytes()).isEqualTo(bytes);
            assertThat(template.minimumPasswordAgeDays()).isEqualTo(made.days());
            int other = random.nextInt(1000);
            assertThat(template.withMinimumPasswordAge(other).bytes())
                    .as("round " + round)
                    .isEqualTo(new PolicyText(encoding, made.with(other)).bytes());
        }
    }

    @Test
    void aValueOfTheSameNameInAnotherSectionOrInACommentIsNotIt() throws MalformedPolicyException {
        assertThat(age("[Other]\r\nMinimumPasswordAge = 5\r\n[System Access]\r\n;MinimumPasswordAge = 6\r\n"))
                .isNull();
        assertThat(age("MinimumPasswordAge = 5\r\n")).isNull();
        assertThat(age("[System Access]\r\nMinimumPasswordAgeX = 5\r\n")).isNull();
        assertThat(age("")).isNull();
    }

    @Test
    void namesAreComparedWithoutRegardToCase() throws MalformedPolicyException {
        assertThat(age("[SYSTEM ACCESS]\nminimumpasswordage=0")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[System Access]\r\nMinimumPasswordAge = -1\r\n",
                "[System Access]\r\nMinimumPasswordAge = 1000\r\n",
                "[System Access]\r\nMinimumPasswordAge =\r\n",
                "[System Access]\r\nMinimumPasswordAge = one\r\n",
                "[System Access]\r\nMinimumPasswordAge = 1\r\nMinimumPasswordAge = 0\r\n",
                "[System Access]\r\nMinimumPasswordAge = 1\r\n[system access]\r\n"
            })
    void whatWouldHaveToBeGuessedIsMalformed(String text) {
        assertThatThrownBy(() -> age(text)).isInstanceOf(MalformedPolicyException.class);
    }

    @Test
    void bytesThatAreNoTextAreMalformed() {
        assertThatThrownBy(() -> SecurityTemplate.read(new byte[] {(byte) 0xFF, (byte) 0xFE, 'a'}))
                .isInstanceOf(MalformedPolicyException.class);
        assertThatThrownBy(() -> SecurityTemplate.read(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, (byte) 0xFF}))
                .isInstanceOf(MalformedPolicyException.class);
    }

    @Test
    void aValueThatIsNotThereIsNotWritten() throws MalformedPolicyException {
        SecurityTemplate template = SecurityTemplate.read("[System Access]\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> template.withMinimumPasswordAge(0)).isInstanceOf(MalformedPolicyException.class);
    }

    private static Integer age(String text) throws MalformedPolicyException {
        return SecurityTemplate.read(text.getBytes(StandardCharsets.ISO_8859_1)).minimumPasswordAgeDays();
    }
}
