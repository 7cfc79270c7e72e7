package writeback.bot.chat;

import java.util.Optional;
import writeback.bot.identity.PersonId;

/**
 * How the chat shows cards; the door implements it. Showing is durable: stored in the caller's transaction, delivered as
 * soon as Teams takes it, and of several contents of one card only the newest is sure to be delivered.
 */
public interface Teams {

    /** Event, key: a person as text. They have a personal chat for the first time. */
    String MET = "teams.met";

    /** A name for a new card; chosen beforehand because the card's buttons carry it. */
    String newCard();

    /**
     * Shows a card, or replaces what is shown under its name.
     *
     * @param name from {@link #newCard()}, or another that is nobody else's
     * @param summary one line for notifications and for clients that draw no cards
     * @param card Adaptive Card as JSON text
     */
    void put(String name, String conversation, String summary, String card);

    /** The card as it was last put under this name, as JSON text. */
    Optional<String> shown(String name);

    /** The personal chat in which this person last spoke or installed the app. */
    Optional<PersonalChat> personalChat(PersonId person);

    /** @param displayName as Teams last gave it; a foreign value */
    record PersonalChat(String conversation, String displayName) {}
}
