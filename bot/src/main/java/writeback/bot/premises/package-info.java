/** On-premises places and their relays: command outbox, long poll, replies. */
@NullMarked
package writeback.bot.premises;

import org.jspecify.annotations.NullMarked;
