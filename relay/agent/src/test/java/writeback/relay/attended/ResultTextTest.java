package writeback.relay.attended;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultTextTest {

    @Test
    void a_result_is_shown_as_its_own_names_and_values() {
        assertThat(
                        ResultText.of(
                                "{\"domainController\":\"dc1.contoso.test\",\"beforeDays\":1,\"undisturbed\":{\"value\":true}}"))
                .containsExactly(
                        "  domain controller  dc1.contoso.test", "  before days        1", "  undisturbed value  true");
    }

    @Test
    void nothing_in_it_moves_the_cursor_and_what_is_no_json_is_shown_as_it_is() {
        assertThat(ResultText.of("{\"backup\":\"\\u001b[2J\"}")).containsExactly("  backup             ?[2J");
        assertThat(ResultText.of("no json\u202e")).containsExactly("  no json?");
    }
}
