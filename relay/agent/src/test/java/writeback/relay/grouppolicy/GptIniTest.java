package writeback.relay.grouppolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GptIniTest {

    @Test
    void onlyTheVersionChanges() throws MalformedPolicyException {
        GptIni ini = read("[General]\r\nVersion=65539\r\ndisplayName=Strat\u00e9gie\r\n");

        assertThat(ini.version().computer()).isEqualTo(3);
        assertThat(ini.withVersion(ini.version().bumped()).bytes())
                .isEqualTo("[General]\r\nVersion=65540\r\ndisplayName=Strat\u00e9gie\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[General]\r\n",
                "[Version]\r\nVersion=1\r\n",
                "[General]\r\nVersion=one\r\n",
                "[General]\r\nVersion=4294967296\r\n"
            })
    void withoutAVersionItIsMalformed(String text) {
        assertThatThrownBy(() -> read(text).version()).isInstanceOf(MalformedPolicyException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,2", "65534,65535", "65535,1", "65536,65537", "131071,65537", "4294967295,4294901761"})
    void anEditCountsInTheLowHalfAndNeverEndsAtZero(String before, String after) throws MalformedPolicyException {
        assertThat(GpoVersion.parse(before).bumped().unsigned()).isEqualTo(after);
    }

    @Test
    void theDirectoryKeepsTheSameBitsSigned() throws MalformedPolicyException {
        assertThat(GpoVersion.parse("4294967295")).isEqualTo(GpoVersion.parse("-1"));
        assertThat(GpoVersion.parse("4294967295").signed()).isEqualTo("-1");
    }

    private static GptIni read(String text) throws MalformedPolicyException {
        return GptIni.read(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
