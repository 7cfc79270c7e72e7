package writeback.bot.chat;

import java.util.Map;
import writeback.cards.CardName;

/**
 * A card before it is drawn.
 *
 * @param summary one line for notifications
 * @param model as {@code cards/README.md} describes it
 */
record Picture(CardName card, String summary, Map<String, Object> model) {}
