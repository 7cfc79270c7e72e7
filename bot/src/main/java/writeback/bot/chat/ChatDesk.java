package writeback.bot.chat;

import java.util.concurrent.CompletableFuture;

/** What the door hands in. Every call returns at once; slow work goes on behind and updates its card. */
public interface ChatDesk {

    /**
     * A message, mention of the bot already cut off.
     *
     * @return fails when it could neither be done nor be said so on a card, because nothing can be stored
     */
    CompletableFuture<Void> said(Speaker speaker, Talk talk, String text);

    /**
     * A pressed button.
     *
     * @return the card that now stands in place of the pressed one, as JSON text, already put to {@link Teams}; when it
     *     takes too long the door answers with {@link #working} instead
     */
    CompletableFuture<String> pressed(Press press);

    /** The app was installed for this person. */
    void installed(Speaker speaker, Talk talk);

    /** What to tell somebody while nothing can be stored, and so no card be shown. */
    String notStored(Speaker speaker);

    /** One line to answer a press with that is still being worked on, or came a second time. */
    String working(Press press);
}
