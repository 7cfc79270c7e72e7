package writeback.relay.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecsTest {

    @ParameterizedTest
    @CsvSource({"0,PT0S", "-864000000000,PT24H", "-1,PT0.0000001S", "-36000000000,PT1H"})
    void aSpanOfTimeIsKeptNegative(String ticks, Duration span) throws DirectoryTrouble {
        assertThat(Ticks.span("minPwdAge", ticks)).isEqualTo(span);
    }

    @Test
    void theLowestNumberMeansNeverAndIsNoShortTime() throws DirectoryTrouble {
        assertThat(Ticks.span("maxPwdAge", Long.toString(Long.MIN_VALUE))).isGreaterThan(Duration.ofDays(365 * 20_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"864000000000", "one", "", "-9223372036854775809"})
    void aSpanThatIsPositiveOrNoNumberIsMalformed(String ticks) {
        assertThatThrownBy(() -> Ticks.span("minPwdAge", ticks)).isInstanceOf(DirectoryTrouble.class);
    }

    @Test
    void aTimeCountsFrom1601() {
        assertThat(Ticks.instant(133_761_024_000_000_000L)).isEqualTo(Instant.parse("2024-11-15T00:00:00Z"));
        assertThat(Ticks.instant(1)).isEqualTo(Instant.parse("1601-01-01T00:00:00.0000001Z"));
    }

    @Test
    void thePasswordsVersionIsFoundAmongOtherAttributes() throws DirectoryTrouble {
        byte[] table = table(0x90001, 3, ReplicationMetadata.UNICODE_PWD, 10, 0x90060, 7);

        assertThat(ReplicationMetadata.version(table, ReplicationMetadata.UNICODE_PWD))
                .isEqualTo(OptionalLong.of(10));
        assertThat(ReplicationMetadata.version(table(0x90001, 3), ReplicationMetadata.UNICODE_PWD))
                .isEmpty();
    }

    @Test
    void metadataThatIsCutOffOrOfAnotherVersionIsMalformed() {
        byte[] table = table(0x90001, 3);
        byte[] cut = Arrays.copyOf(table, table.length - 1);
        byte[] other = table.clone();
        other[0] = 2;
        byte[] huge = table.clone();
        huge[11] = (byte) 0x80;
        for (byte[] bad : new byte[][] {cut, other, huge, new byte[0], new byte[15]}) {
            assertThatThrownBy(() -> ReplicationMetadata.version(bad, 1)).isInstanceOf(DirectoryTrouble.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "0000052D: SvcErr: DSID-031A124C, problem 5003 (WILL_NOT_PERFORM), data 0|0000052D",
                "0000052d: Constraint violation - check_password_restrictions: password is too young|0000052D",
                "00000056|00000056",
                "0000052D8|''",
                "Unwilling 0000052D|''",
                "''|''"
            },
            delimiter = '|')
    void theWin32CodeStandsAtTheStart(String message, String code) {
        assertThat(Win32Code.of(message)).isEqualTo(code);
    }

    @Test
    void aMissingMessageHasNoCode() {
        assertThat(Win32Code.of(null)).isEmpty();
    }

    @Test
    void aSecurityIdentifierIsSpelledAsWindowsDoes() throws DirectoryTrouble {
        byte[] administrators = HexFormat.of().parseHex("01020000000000052000000020020000");
        assertThat(SecurityIdentifier.read(administrators).text()).isEqualTo("S-1-5-32-544");
        byte[] user = HexFormat.of().parseHex("010500000000000515000000ffffffff0100000002000000f4010000");
        assertThat(SecurityIdentifier.read(user).text()).isEqualTo("S-1-5-21-4294967295-1-2-500");
        assertThat(SecurityIdentifier.read(user).relativeId()).isEqualTo(500);
        assertThatThrownBy(() -> SecurityIdentifier.read(new byte[] {1, 2, 0, 0, 0, 0, 0, 5}))
                .isInstanceOf(DirectoryTrouble.class);
    }

    @Test
    void aRandomPasswordIsStrongAndIsWipedWhenClosed() {
        RandomPassword password = new RandomPassword();
        String text = new String(password.bytes(), StandardCharsets.UTF_16LE);
        assertThat(text).hasSize(34).startsWith("\"").endsWith("\"");
        assertThat(text.substring(1, 33))
                .containsPattern("[a-z]")
                .containsPattern("[A-Z]")
                .containsPattern("[0-9]")
                .doesNotContain("\"");
        assertThat(new String(new RandomPassword().bytes(), StandardCharsets.UTF_16LE))
                .isNotEqualTo(text);
        password.close();
        assertThat(password.bytes()).containsOnly(0);
    }

    private static byte[] table(int... idsAndVersions) {
        int count = idsAndVersions.length / 2;
        ByteBuffer buffer = ByteBuffer.allocate(16 + 48 * count).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(1).putInt(0).putInt(count).putInt(0);
        for (int i = 0; i < count; i++) {
            buffer.position(16 + 48 * i);
            buffer.putInt(idsAndVersions[2 * i]).putInt(idsAndVersions[2 * i + 1]);
        }
        return buffer.array();
    }
}
