/** Durable events and timers for the rooms above. */
@NullMarked
package writeback.bot.schedule;

import org.jspecify.annotations.NullMarked;
