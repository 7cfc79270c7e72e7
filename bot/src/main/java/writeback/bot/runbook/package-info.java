/** The heart, pure: what a snapshot says of each step, and what would have to change. */
@NullMarked
package writeback.bot.runbook;

import org.jspecify.annotations.NullMarked;
