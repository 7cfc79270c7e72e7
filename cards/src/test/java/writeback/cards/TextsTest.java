package writeback.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    private static final Texts EN = Texts.of(Language.EN);
    private static final Texts FR = Texts.of(Language.FR);
    private static final Instant AT = Instant.parse("2026-11-22T08:05:59Z");

    @ParameterizedTest
    @ValueSource(strings = {"fr", "FR", "fr-CA", "fr_FR", "fr-Latn-CA", " fr-ca ", "français", "fra"})
    void frenchIsRecognised(String tag) {
        assertThat(Language.of(tag)).isEqualTo(Language.FR);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "en", "en-US", "de-DE", "fryslan", "fy", "-", "\u0000", "🙂"})
    void allElseIsEnglish(String tag) {
        assertThat(Language.of(tag)).isEqualTo(Language.EN);
    }

    @Test
    void momentsAreShownToTheMinuteIn24HourUtc() {
        assertThat(Language.EN.format(AT)).isEqualTo("2026-11-22 08:05 UTC");
        assertThat(Language.FR.format(AT)).isEqualTo("2026-11-22, 08\u00a0h\u00a005\u00a0UTC");
        assertThat(EN.get("finding.sync.recent.recent", Map.of("at", AT)))
                .isEqualTo("The last synchronization was at 2026-11-22 08:05 UTC.");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 days, 0\u00a0jour",
        "1, 1 day, 1\u00a0jour",
        "2, 2 days, 2\u00a0jours",
        "1234567, '1,234,567 days', 1\u00a0234\u00a0567\u00a0jours"
    })
    void pluralsAndNumbersFollowTheLanguage(int days, String english, String french) {
        assertThat(EN.get("action.minimumAge.value", Map.of("days", days))).isEqualTo(english);
        assertThat(FR.get("action.minimumAge.value", Map.of("days", days))).isEqualTo(french);
    }

    @Test
    void countsOfNothingAreLeftOutOfTheSummary() {
        Map<String, Integer> counts =
                new HashMap<>(Map.of("done", 1, "toDo", 2, "byHand", 0, "blocked", 0, "unknown", 2, "accepted", 0));
        assertThat(EN.get("overview.summary", counts)).isEqualTo("1 done · 2 to do · 2 unknown");
        assertThat(FR.get("overview.summary", counts)).isEqualTo("1 terminé · 2 à faire · 2 inconnus");
        counts.put("done", 9);
        counts.put("byHand", 3);
        assertThat(FR.get("overview.summary", counts)).isEqualTo("9 terminés · 2 à faire · 3 à la main · 2 inconnus");
    }

    @Test
    void aValueIsNeverReadAsAPattern() {
        assertThat(EN.get("finding.signin.session.signedIn", Map.of("account", "{0} 'x' # {at}")))
                .isEqualTo("You are signed in as {0} 'x' # {at}.");
    }

    @Test
    void anEmptyLastValueLeavesNoBlank() {
        assertThat(EN.get("unseen.noRelay", Map.of("detail", "")))
                .isEqualTo("unknown, because no relay that serves this is connected.");
    }

    @Test
    void aMissingValueFailsAndNamesKeyAndValue() {
        assertThatThrownBy(() -> EN.get("finding.age.gpo.days", Map.of("days", 1)))
                .isInstanceOf(CardException.class)
                .hasMessage("Text 'finding.age.gpo.days' needs a value for {gpo}");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void anUnknownTextFails(Language language) {
        assertThat(Texts.of(language).has("no.such")).isFalse();
        assertThatThrownBy(() -> Texts.of(language).get("no.such"))
                .isInstanceOf(CardException.class)
                .hasMessageContaining("'no.such'");
    }
}
