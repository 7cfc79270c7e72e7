/** Changing on-premises, through a relay. Only for the change room. */
@NullMarked
package writeback.bot.premises.changing;

import org.jspecify.annotations.NullMarked;
