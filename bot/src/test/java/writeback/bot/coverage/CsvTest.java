package writeback.bot.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1+cmd|' /C calc'!A0",
                "@SUM(A1)",
                "\t=1+1",
                "\r=1+1",
                "\n=1+1",
                "\tplain",
                "\rplain",
                " =1+1",
                "\u00A0=1+1",
                "\u200B=1+1",
                "\uFEFF=1+1",
                "\u0000=1+1",
                "\"=1+1",
                "'=1+1",
                "\uFF1D1+1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF20SUM(A1)"
            })
    void a_cell_that_a_spreadsheet_could_run_gets_an_apostrophe_in_front(String cell) {
        assertThat(Csv.line(List.of(cell))).isEqualTo("\"'" + cell.replace("\"", "\"\"") + "\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CN=a,DC=b", "a@contoso.test", "O'Neil", "Zoë", "a=b", "1-2", "  ", "日本"})
    void every_other_cell_stays_as_it_is(String cell) {
        assertThat(Csv.line(List.of(cell))).isEqualTo("\"" + cell + "\"\r\n");
    }

    @Test
    void quotes_are_doubled_and_line_ends_stay_inside_their_cell() {
        assertThat(Csv.line(List.of("a\"b", "c,d", "e\r\nf"))).isEqualTo("\"a\"\"b\",\"c,d\",\"e\r\nf\"\r\n");
    }
}
