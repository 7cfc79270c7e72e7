package writeback.bot.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import writeback.bot.identity.PersonId;

/** Stands for Teams: what each person's personal chat shows, card by card. */
final class PracticeTeams implements Teams {

    record Shown(String conversation, String summary, String json) {}

    private final Map<String, Shown> cards = new LinkedHashMap<>();
    private final Map<PersonId, PersonalChat> chats = new LinkedHashMap<>();

    synchronized void meet(PersonId person, String name) {
        chats.put(person, new PersonalChat("chat-" + person.objectId(), name));
    }

    synchronized void leave(PersonId person) {
        chats.remove(person);
    }

    @Override
    public String newCard() {
        return UUID.randomUUID().toString();
    }

    @Override
    public synchronized void put(String name, String conversation, String summary, String card) {
        cards.put(name, new Shown(conversation, summary, card));
    }

    @Override
    public synchronized Optional<String> shown(String name) {
        return Optional.ofNullable(cards.get(name)).map(Shown::json);
    }

    @Override
    public synchronized Optional<PersonalChat> personalChat(PersonId person) {
        return Optional.ofNullable(chats.get(person));
    }

    /** What a person's chat shows now, oldest card first. */
    synchronized List<String> of(PersonId person) {
        return cards.values().stream()
                .filter(card -> card.conversation().equals("chat-" + person.objectId()))
                .map(Shown::json)
                .toList();
    }

    synchronized List<String> summaries(PersonId person) {
        return cards.values().stream()
                .filter(card -> card.conversation().equals("chat-" + person.objectId()))
                .map(Shown::summary)
                .toList();
    }

    synchronized List<String> everything() {
        return new ArrayList<>(cards.values().stream().map(Shown::json).toList());
    }
}
