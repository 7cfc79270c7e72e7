/** Reading Microsoft Graph. */
@NullMarked
package writeback.bot.entra.reading;

import org.jspecify.annotations.NullMarked;
