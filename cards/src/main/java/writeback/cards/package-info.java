/**
 * Adaptive Card templates, the texts people read in English and French, and the small renderer that joins them with a
 * model. Hands out JSON text; knows nothing of the bot.
 */
@NullMarked
package writeback.cards;

import org.jspecify.annotations.NullMarked;
