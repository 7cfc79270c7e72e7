/** Looks at everything within a deadline and makes one snapshot of it, our own stored evidence included. */
@NullMarked
package writeback.bot.observation;

import org.jspecify.annotations.NullMarked;
