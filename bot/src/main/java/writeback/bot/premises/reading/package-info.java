/** Reading on-premises, through a relay. */
@NullMarked
package writeback.bot.premises.reading;

import org.jspecify.annotations.NullMarked;
