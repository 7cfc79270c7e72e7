package writeback.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verifyNoInteractions;
import static writeback.bot.chat.RelayChat.RILEY;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import writeback.bot.Rooms;
import writeback.bot.premises.reading.PremisesReading;

/** From "rehearse" to the plan, and what stands in its way. */
class RehearsalCardsTest {

    @ParameterizedTest
    @EnumSource(names = {"OBSERVE", "GUIDE"})
    void in_a_mode_that_changes_nothing_no_rehearsal_is_planned_however_it_is_asked_for(ChatSettings.Mode mode) {
        try (RelayChat chat = chat(mode)) {
            for (String typed : List.of("rehearse pilot@contoso.test", "rehearse")) {
                chat.says(RILEY, typed);
                assertThat(newest(chat)).contains("set up to change nothing", "writeback.chat.mode");
            }

            chat.says(RILEY, "help");
            String card = chat.button(RILEY, Buttons.OVERVIEW).card();
            chat.presses(RILEY, new Button(Buttons.REHEARSE, card, 1, ""), Map.of("account", "pilot@contoso.test"));
            assertThat(newest(chat)).contains("writeback.chat.mode");
            chat.presses(RILEY, new Button(Buttons.REHEARSAL, card, 1, ""));
            assertThat(newest(chat)).contains("writeback.chat.mode");

            verifyNoInteractions(chat.part(PremisesReading.class));
        }
    }

    private static RelayChat chat(ChatSettings.Mode mode) {
        return new RelayChat(Rooms.inMemory(UUID.randomUUID().toString()), mode);
    }

    private static String newest(RelayChat chat) {
        List<String> cards = chat.teams.of(RILEY);
        return cards.get(cards.size() - 1);
    }
}
