package writeback.bot.chat;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import writeback.bot.identity.PersonId;

/** Whom the bot asks by itself, each about one thing on one card. What is on those cards, others draw. */
@Component
class Asked {

    private final Stage stage;
    private final Screens screens;
    private final Teams teams;

    Asked(Stage stage, Screens screens, Teams teams) {
        this.stage = stage;
        this.screens = screens;
        this.teams = teams;
    }

    /**
     * Gives a card to each of them who has a personal chat and no card about it yet. It is to be drawn then, by whoever
     * redraws all cards about it.
     *
     * @param target as in {@link Screen}, as is the change
     */
    void ask(Collection<PersonId> persons, Screen.Kind kind, String target, String change) {
        for (PersonId person : persons) {
            if (card(person, kind, target, change).isEmpty()) {
                teams.personalChat(person)
                        .map(chat -> stage.open(person, chat.displayName(), chat.conversation(), kind)
                                .called(name(person, kind, target, change))
                                .next(kind, target, change, null))
                        .ifPresent(this::add);
            }
        }
    }

    /** The names of those of them who have such a card, as they were called when they got it; foreign values. */
    List<String> names(Collection<PersonId> persons, Screen.Kind kind, String target, String change) {
        return persons.stream()
                .flatMap(person -> card(person, kind, target, change).stream())
                .map(Screen::displayName)
                .toList();
    }

    /** Theirs by name, though it may show something else by now; or any other that shows it. */
    private Optional<Screen> card(PersonId person, Screen.Kind kind, String target, String change) {
        return screens.find(name(person, kind, target, change)).or(() -> (change.isEmpty()
                        ? screens.ofTarget(kind, target)
                        : screens.ofChange(change))
                .stream().filter(screen -> screen.person().equals(person)).findFirst());
    }

    private void add(Screen screen) {
        try {
            screens.save(screen, false);
        } catch (DuplicateKeyException e) {
            // another bot asks them in the same moment
        }
    }

    /** Made of what it is about, so that nobody is asked twice, whoever asks. */
    private static String name(PersonId person, Screen.Kind kind, String target, String change) {
        return UUID.nameUUIDFromBytes(String.join("\n", kind.name(), target, change, person.text())
                        .getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
