package writeback.lab.channel;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;
import writeback.lab.Person;

/** One person's personal conversation with the bot: what is shown in it now, and how that came. Thread-safe. */
final class Conversation {
    private final Person person;
    private final String id;
    private final MessageIds ids;
    private final Transcript transcript;
    private final Map<String, ObjectNode> shown = new LinkedHashMap<>();
    private boolean installed;
    private String locale = "en-US";

    Conversation(Person person, MessageIds ids, Clock clock) {
        this.person = person;
        this.id = "a:1lab-terminal-" + person.name();
        this.ids = ids;
        this.transcript = new Transcript(clock);
    }

    Person person() {
        return person;
    }

    String id() {
        return id;
    }

    Transcript transcript() {
        return transcript;
    }

    /** Whether the bot may write here: Teams lets it only where its app is installed. */
    synchronized boolean isInstalled() {
        return installed;
    }

    /** @return whether it was not installed before */
    synchronized boolean install() {
        boolean first = !installed;
        installed = true;
        return first;
    }

    /** The language of the person's client; stays until another is named. */
    synchronized String locale() {
        return locale;
    }

    synchronized void speak(String language) {
        this.locale = language;
    }

    /** Shows a new message and gives it its id. */
    synchronized String show(ObjectNode activity) {
        String messageId = ids.next();
        shown.put(messageId, activity);
        transcript.add(Transcript.Kind.SENT, messageId, activity);
        return messageId;
    }

    /** @return false when there is no such message */
    synchronized boolean update(String messageId, ObjectNode activity) {
        boolean known = shown.replace(messageId, activity) != null;
        if (known) {
            transcript.add(Transcript.Kind.UPDATED, messageId, activity);
        }
        return known;
    }

    /** @return false when there is no such message */
    synchronized boolean delete(String messageId) {
        ObjectNode gone = shown.remove(messageId);
        if (gone != null) {
            transcript.add(Transcript.Kind.DELETED, messageId, gone);
        }
        return gone != null;
    }

    /** Puts the card an invoke was answered with in the message's place; a message that is gone stays gone. */
    synchronized void replaceCard(String messageId, ObjectNode card) {
        ObjectNode message = Json.object().put("type", "message");
        message.putArray("attachments")
                .addObject()
                .put("contentType", CardRules.ADAPTIVE_CARD)
                .set("content", card);
        shown.replace(messageId, message);
    }

    synchronized Optional<ObjectNode> shown(String messageId) {
        return Optional.ofNullable(shown.get(messageId));
    }

    /** The messages shown now, oldest first. */
    synchronized Map<String, ObjectNode> shown() {
        return new LinkedHashMap<>(shown);
    }
}
