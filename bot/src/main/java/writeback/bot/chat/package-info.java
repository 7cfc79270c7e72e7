/** What people say and press, who may, what they are shown, and the one gate from a foreign value to a card. */
@NullMarked
package writeback.bot.chat;

import org.jspecify.annotations.NullMarked;
