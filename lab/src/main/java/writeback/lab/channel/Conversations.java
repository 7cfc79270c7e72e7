package writeback.lab.channel;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import writeback.lab.Person;

/** Everybody's conversation with the bot. Immutable. */
final class Conversations {
    private final Map<String, Conversation> byName = new LinkedHashMap<>();

    Conversations(List<Person> people, Clock clock) {
        MessageIds ids = new MessageIds(clock);
        people.forEach(person -> byName.put(person.name(), new Conversation(person, ids, clock)));
    }

    /** @throws Refusal 404 for a name nobody has */
    Conversation of(String personName) {
        Conversation found = byName.get(personName);
        if (found == null) {
            throw new Refusal(404, "NotFound", "nobody is called " + personName + "; there are " + byName.keySet());
        }
        return found;
    }

    /** @throws Refusal 404 for an id no conversation has, 403 when the app is not installed in it */
    Conversation open(String conversationId) {
        Conversation found = all().stream()
                .filter(conversation -> conversation.id().equals(conversationId))
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "ConversationNotFound", "Conversation not found."));
        return requireInstalled(found);
    }

    /**
     * @param userId the channel's id of a person, or the object id in Entra ID
     * @throws Refusal 403 when nobody has that id or has the app
     */
    Conversation openFor(String userId) {
        return requireInstalled(all().stream()
                .filter(conversation -> isMember(conversation.person(), userId))
                .findFirst()
                .orElseThrow(Conversations::notInRoster));
    }

    static boolean isMember(Person person, String userId) {
        return person.botUserId().equals(userId) || person.aadObjectId().equals(userId);
    }

    private Collection<Conversation> all() {
        return byName.values();
    }

    private static Conversation requireInstalled(Conversation conversation) {
        if (!conversation.isInstalled()) {
            throw notInRoster();
        }
        return conversation;
    }

    private static Refusal notInRoster() {
        return new Refusal(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.");
    }
}
