package writeback.bot.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DetailTest {

    @Test
    void a_value_that_fits_stays_as_it_is() {
        String fits = "x".repeat(Detail.LONGEST);

        assertThat(Detail.of("failed", "detail", fits).args()).isEqualTo(Map.of("detail", fits));
    }

    @Test
    void a_longer_one_ends_in_an_ellipsis_and_is_cut_once_only() {
        Detail cut = Detail.of("failed", "detail", "x".repeat(Detail.LONGEST + 1));

        assertThat(cut.args().get("detail"))
                .hasSize(Detail.LONGEST)
                .isEqualTo("x".repeat(Detail.LONGEST - 1) + "\u2026");
        assertThat(new Detail(cut.code(), cut.args())).isEqualTo(cut);
    }

    @Test
    void no_character_is_cut_in_two() {
        String smiles = "x".repeat(Detail.LONGEST - 2) + "\uD83D\uDE00\uD83D\uDE00";

        assertThat(Detail.of("failed", "detail", smiles).args().get("detail"))
                .isEqualTo("x".repeat(Detail.LONGEST - 2) + "\u2026");
    }
}
