/** The one change in the cloud: resetting the test account's password. */
@NullMarked
package writeback.bot.entra.changing;

import org.jspecify.annotations.NullMarked;
