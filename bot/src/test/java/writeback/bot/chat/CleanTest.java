package writeback.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanTest {

    @Test
    void markdown_is_shown_and_not_obeyed() {
        assertThat(Clean.text("[free](https://evil.example) **now** `x` <at>Bob</at> #1"))
                .isEqualTo("\\[free\\](https://evil.example) \\*\\*now\\*\\* \\`x\\` \\<at\\>Bob\\</at\\> #1");
    }

    @Test
    void an_underscore_is_escaped_only_where_it_could_open_or_close_emphasis() {
        assertThat(Clean.text("SSPR_0010 _a_ b__c é_e x_")).isEqualTo("SSPR_0010 \\_a\\_ b\\_\\_c é\\_e x\\_");
    }

    @ParameterizedTest
    @CsvSource({"# a,\\# a", "- a,\\- a", "+ a,\\+ a", "1. a,1\\. a", "12) a,12\\) a", "---,\\---", "> a,\\> a"})
    void no_value_begins_a_heading_a_list_or_a_quotation(String foreign, String shown) {
        assertThat(Clean.text(foreign)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SSPR_0010", "it is no. 1 of #2 - a|b", "CN=Doe\\, Jo_,OU=[x]", "*_`~<b>", "1. a", "\\", "\\\\*"
            })
    void where_no_markdown_is_read_a_cleaned_value_reads_as_it_was(String foreign) {
        assertThat(Clean.plain(Clean.text(foreign))).isEqualTo(foreign);
    }

    @Test
    void nothing_turns_the_writing_direction_or_hides() {
        assertThat(Clean.text("admin\u202enimda\u202c\u200b\ufeff\u2066x\u2069\u0000\u0007\ue000"))
                .isEqualTo("adminnimdax");
    }

    @Test
    void lines_become_one_line() {
        assertThat(Clean.text("first\r\nsecond\tthird\u2028fourth\u00a0fifth"))
                .isEqualTo("first second third fourth fifth");
    }

    @Test
    void what_is_too_long_ends_in_an_ellipsis_and_never_in_half_a_character() {
        assertThat(Clean.text("x".repeat(500))).hasSize(Clean.LONGEST).endsWith("…");
        String cut = Clean.text("x".repeat(Clean.LONGEST - 2) + "😀😀😀");
        assertThat(cut).endsWith("x…");
        assertThat(cut.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE))
                .isTrue();
    }

    @Test
    void ordinary_names_pass_unchanged() {
        for (String name : List.of("Élodie O’Brien-Müller (中村)", "2.6.92.0", "-5", "#1", "a|b", "SSPR_0010")) {
            assertThat(Clean.text(name)).isEqualTo(name);
        }
    }
}
