package writeback.bot.chat;

import java.util.Map;

/**
 * A pressed button. Only these come from the client; everything else comes from our store.
 *
 * @param card the card that carried it, as {@link Teams#newCard} named it; empty if the client sent none
 * @param version of that card's contents when it was drawn
 * @param change the change request it is about, or empty
 * @param target what else the button named: a step or an account; untrusted
 * @param inputs what was typed into the card, by input id; untrusted
 */
public record Press(
        Speaker speaker,
        Talk talk,
        String verb,
        String card,
        int version,
        String change,
        String target,
        Map<String, String> inputs) {}
