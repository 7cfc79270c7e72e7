/** The append-only, hash-chained trail. */
@NullMarked
package writeback.bot.audit;

import org.jspecify.annotations.NullMarked;
